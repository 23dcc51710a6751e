//! The directory: the team, the customers' firms and people, each as a list and as a page of its own; and the deals that
//! are nurtured.

mod activities;
mod add;
mod contact;
mod deals;
mod links;
mod list;
mod nurture;
mod organisation;
mod page;
mod person;

pub(crate) use contact::ContactScreen;
pub(crate) use list::{ContactsScreen, OrganisationsScreen, PeopleScreen};
pub(crate) use nurture::NurtureScreen;
pub(crate) use organisation::OrganisationScreen;
pub(crate) use person::PersonScreen;
