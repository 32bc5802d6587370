//! How often sessions ask the server.

#![expect(
    clippy::disallowed_methods,
    reason = "sessions beside each other, and a server, are no work of an app"
)]

use super::*;

/// Stands between a store and Redis, and counts what is asked.
async fn counted() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = url();
    let server = server
        .trim_start_matches("redis://")
        .trim_end_matches('/')
        .to_owned();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    tokio::spawn(async move {
        let (client, _) = listener.accept().await.unwrap();
        client.set_nodelay(true).unwrap();
        let server = TcpStream::connect(server).await.unwrap();
        server.set_nodelay(true).unwrap();
        let (mut questions, mut answers) = client.into_split();
        let (mut answering, mut asked) = server.into_split();
        tokio::spawn(async move { copy(&mut answering, &mut answers).await });
        let mut buffer = vec![0; 1 << 16];
        loop {
            let length = questions.read(&mut buffer).await.unwrap();
            counter.fetch_add(1, Ordering::SeqCst);
            asked.write_all(buffer.get(..length).unwrap()).await.unwrap();
        }
    });
    (format!("redis://127.0.0.1:{port}"), count)
}

#[tokio::test]
async fn sessions_ask_no_more_than_they_must() {
    let place = Place::new();
    let (url, count) = counted().await;
    let store = place.config_at(url).open().await.expect("it opens");
    // The scripts are there from here on.
    commit(&store, &[capybara("first"), keeper("first")]).await;
    let asked = || count.swap(0, Ordering::SeqCst);
    asked();

    let mut session = stalls::begin(&store).await;
    stalls::done(&mut *session, keeper("a")).await;
    assert_eq!(find(&mut *session, "a").await.len(), 1);
    stalls::done(&mut *session, pay("a", 5)).await;
    assert_eq!(asked(), 0);
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(asked(), 1);

    let mut session = stalls::begin(&store).await;
    stalls::done(&mut *session, capybara("a")).await;
    assert_eq!(asked(), 1, "a number");
    session.finish(Finish::Rollback).await.unwrap();
    assert_eq!(asked(), 0);

    let mut session = stalls::begin(&store).await;
    find(&mut *session, "a").await;
    find(&mut *session, "a").await;
    stalls::done(&mut *session, pay("a", 6)).await;
    assert_eq!(asked(), 1, "what is known is not asked for again");
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(asked(), 1);

    let mut session = stalls::begin(&store).await;
    find(&mut *session, "a").await;
    session.finish(Finish::Commit).await.unwrap();
    assert_eq!(asked(), 1, "one look is of one time");
}
