//! Organisations and domains.

use foobara::{Domain, Organization};

/// Makes everything
///
/// And more.
#[derive(Organization)]
struct Acme;

#[derive(Organization)]
#[organization(name = "Umbrella")]
struct Corporation;

/// Where the animals
/// are
#[derive(Domain)]
#[domain(organization = Acme, depends_on(Billing))]
struct Zoo;

#[derive(Domain)]
#[domain(organization = Corporation, name = "Money")]
struct Billing;

#[derive(Domain)]
struct Arithmetic;

#[test]
fn organizations_are_called_by_their_type_or_as_they_say() {
    assert_eq!(Acme::META.name, "Acme");
    assert_eq!(Acme::META.description, Some("Makes everything"));
    assert_eq!(Corporation::META.name, "Umbrella");
    assert_eq!(Corporation::META.description, None);
}

#[test]
fn domains_know_where_they_are() {
    assert_eq!(<Zoo as Domain>::META.scope, ["Acme", "Zoo"]);
    assert_eq!(<Zoo as Domain>::META.organization, Some(Acme::META));
    assert_eq!(<Zoo as Domain>::META.description, Some("Where the animals are"));
    assert_eq!(
        (<Zoo as Domain>::META.depends_on[0])().reference(),
        "Umbrella::Money"
    );
    assert_eq!(<Billing as Domain>::META.name, "Money");
    assert_eq!(<Arithmetic as Domain>::META.scope, ["Arithmetic"]);
    assert_eq!(<Arithmetic as Domain>::META.organization, None);
}
