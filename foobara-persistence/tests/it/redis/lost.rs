//! Connections that are killed.

#![expect(
    clippy::disallowed_methods,
    reason = "sessions beside each other, and a server, are no work of an app"
)]

use super::*;

/// A user of its own, so that only the connections of one test are killed.
struct User {
    name: String,
}

impl User {
    fn new(place: &Place) -> Self {
        let name = place.prefix.trim_end_matches(':').to_owned();
        let mut create = redis::cmd("ACL");
        let rules = ["on", ">secret", "~*", "+@all"];
        create.arg("SETUSER").arg(&name).arg(&rules);
        let _: () = create.query(&mut connect()).expect("it is created");
        Self { name }
    }

    fn url(&self) -> String {
        url().replacen("://", &format!("://{}:secret@", self.name), 1)
    }

    /// Kills its connections, and returns how many there were.
    fn kill(&self) -> u32 {
        let mut kill = redis::cmd("CLIENT");
        kill.arg("KILL").arg("USER").arg(&self.name);
        kill.query(&mut connect()).expect("they are killed")
    }
}

impl Drop for User {
    fn drop(&mut self) {
        let mut delete = redis::cmd("ACL");
        let _: () = delete
            .arg("DELUSER")
            .arg(&self.name)
            .query(&mut connect())
            .expect("it is deleted");
    }
}

#[tokio::test]
async fn a_lost_connection_leaves_nothing_half_and_comes_back() {
    let place = Place::new();
    let user = User::new(&place);
    let store = place.config_at(user.url()).open().await.expect("it opens");
    for round in 0..5 {
        let before = keepers(&store).await.len();
        let pair = [
            keeper(&format!("{round} left")),
            keeper(&format!("{round} right")),
        ];
        let mut session = stalls::begin(&store).await;
        session.apply(&pair).await.expect("they are created");
        assert_eq!(user.kill(), 1);
        let lost = session.finish(Finish::Commit).await;
        assert!(matches!(lost, Err(StorageError::Unavailable(_))), "{lost:?}");
        assert_eq!(keepers(&store).await.len(), before);
        commit(&store, &pair).await;
        assert_eq!(keepers(&store).await.len(), before + 2);
    }
}

#[tokio::test]
async fn units_whose_connections_are_killed_all_the_time_are_whole_or_not_there() {
    let place = Place::new();
    let user = User::new(&place);
    let store = place.config_at(user.url()).open().await.expect("it opens");
    let mut acknowledged = 0;
    for round in 0..60 {
        let store = store.clone();
        let unit = tokio::spawn(async move {
            let mut session = store.begin(Begin::default()).await?;
            let pair = [
                visitor(&format!("{round} left")),
                visitor(&format!("{round} right")),
            ];
            session.apply(&pair).await?;
            session.finish(Finish::Commit).await
        });
        if round % 2 == 0 {
            tokio::time::sleep(Duration::from_micros(200 * (round % 8))).await;
            user.kill();
        }
        match unit.await.expect("it does not panic") {
            Ok(()) => acknowledged += 2,
            Err(StorageError::Unavailable(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    let store = place.open().await;
    let mut session = stalls::begin(&store).await;
    let all = Query::all(Shape::of_entity::<Visitor>());
    let there = session.fetch(&all).await.expect("they are found").rows.len();
    assert!(there % 2 == 0 && there >= acknowledged, "{there} {acknowledged}");
    assert!(acknowledged > 0, "some units come through");
}
