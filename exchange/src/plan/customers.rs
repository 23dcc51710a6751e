//! The customer that a row of deals or activities names: by an id, by a name, or by both.
//!
//! An id says more than a name, which several customers may have. But the ids that the workspace knows may be those of another
//! system: such an id counts where the name beside it agrees, where there is none, where the record that the row is about has that
//! customer, or where a file of the same import told it. An id that another system is known to have given does not count at all,
//! unless it is too long to be counted up to.

use sales::ids::{ContactId, IdSource, OrganisationId};
use sales::model::Workspace;

use super::directory::Directory;
use crate::names::exact_key as key;
use crate::setup::NameKind;

/// What a row says of its customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Customer<'r> {
    /// The system that its ids are from.
    pub(super) source: &'r str,
    pub(super) organisation: &'r str,
    pub(super) organisation_id: &'r str,
    pub(super) contact: &'r str,
    pub(super) contact_id: &'r str,
}

/// The customer of what a row is about, where that is there already.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct There {
    pub(super) organisation: Option<OrganisationId>,
    pub(super) contact: Option<ContactId>,
}

impl Customer<'_> {
    /// The firm. `there` are those it may well be: of two of one name, a row that names it again means the one it has.
    pub(super) fn organisation(
        self,
        there: &[There],
        workspace: &Workspace,
        directory: &mut Directory<'_>,
        ids: &mut dyn IdSource,
    ) -> Option<OrganisationId> {
        let called = |id| workspace.organisations.live(id).map(|row| row.name.as_str());
        let is_named = |name: &str| name == self.organisation || key(name) == key(self.organisation);
        let had = || there.iter().filter_map(|there| there.organisation);
        let by_id = directory.organisation_of(self.source, self.organisation_id).filter(|id| {
            self.organisation.is_empty()
                || directory.has_told(NameKind::Organisation, self.source, self.organisation_id)
                || there.first().and_then(|first| first.organisation) == Some(*id)
                || called(*id).is_some_and(is_named)
        });
        let by_name = || {
            let is_same = |id: &OrganisationId| called(*id).is_some_and(is_named);
            had().filter(|_| !self.organisation.is_empty()).find(is_same)
        };
        by_id.or_else(by_name).or_else(|| directory.organisation(self.organisation, ids))
    }

    /// The person, who is at this firm.
    pub(super) fn contact(
        self,
        organisation: Option<OrganisationId>,
        there: &[There],
        workspace: &Workspace,
        directory: &mut Directory<'_>,
        ids: &mut dyn IdSource,
    ) -> Option<ContactId> {
        let called = |id| workspace.contacts.live(id).map(|row| row.name.as_str());
        let by_id = directory.contact_of(self.source, self.contact_id).filter(|id| {
            self.contact.is_empty()
                || directory.has_told(NameKind::Contact, self.source, self.contact_id)
                || there.first().and_then(|first| first.contact) == Some(*id)
                || called(*id).is_some_and(|name| key(name) == key(self.contact))
        });
        let by_name = || {
            let same = |there: &&There| organisation.is_none() || there.organisation == organisation;
            let mut had = there.iter().filter(same).filter_map(|there| there.contact);
            had.find(|id| called(*id) == Some(self.contact))
        };
        by_id.or_else(by_name).or_else(|| directory.contact(self.contact, organisation, ids))
    }
}
