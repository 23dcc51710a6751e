//! Team, organisations, contacts, nurture.

use leptos::prelude::*;
use sales::ids::{ContactId, OrganisationId, PersonId};

#[component]
pub(crate) fn PeopleScreen() -> impl IntoView {}
#[component]
pub(crate) fn PersonScreen(id: PersonId) -> impl IntoView { let _ = id; }
#[component]
pub(crate) fn OrganisationsScreen() -> impl IntoView {}
#[component]
pub(crate) fn OrganisationScreen(id: OrganisationId) -> impl IntoView { let _ = id; }
#[component]
pub(crate) fn ContactsScreen() -> impl IntoView {}
#[component]
pub(crate) fn ContactScreen(id: ContactId) -> impl IntoView { let _ = id; }
#[component]
pub(crate) fn NurtureScreen() -> impl IntoView {}
