//! Where a deal stands in the list that the screen shows, for who wants to go on from it to the next.

use sales::ids::{DealId, Uuid};

/// Where a deal stands in a list, and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Listed {
    /// Its place, counted from one; zero where it stands there no longer.
    pub(crate) place: usize,
    pub(crate) count: usize,
    pub(crate) above: Option<DealId>,
    pub(crate) below: Option<DealId>,
}

impl Listed {
    /// Where a deal stands among others; `None` where it does not.
    pub(crate) fn among(ids: &[Uuid], deal: Uuid) -> Option<Self> {
        let at = ids.iter().position(|id| *id == deal)?;
        let near = |at: Option<usize>| at.and_then(|at| ids.get(at)).map(|id| DealId(*id));
        Some(Self {
            place: at + 1,
            count: ids.len(),
            above: near(at.checked_sub(1)),
            below: near(Some(at + 1)),
        })
    }

    /// The same for a deal that has left the list, as one does that was won while its panel was open: one goes on to its old
    /// neighbours, as long as they are there.
    pub(crate) fn left(self, is_listed: impl Fn(DealId) -> bool) -> Self {
        let still = |deal: Option<DealId>| deal.filter(|deal| is_listed(*deal));
        Self { place: 0, count: 0, above: still(self.above), below: still(self.below) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u128]) -> Vec<Uuid> {
        numbers.iter().map(|number| Uuid::from_u128(*number)).collect()
    }

    fn deal(number: u128) -> DealId {
        DealId(Uuid::from_u128(number))
    }

    #[test]
    fn a_deal_has_the_neighbours_that_its_list_has() {
        let list = ids(&[5, 3, 9]);
        let among = |number| Listed::among(&list, Uuid::from_u128(number));
        assert_eq!(among(5), Some(Listed { place: 1, count: 3, above: None, below: Some(deal(3)) }));
        assert_eq!(among(3), Some(Listed { place: 2, count: 3, above: Some(deal(5)), below: Some(deal(9)) }));
        assert_eq!(among(9), Some(Listed { place: 3, count: 3, above: Some(deal(3)), below: None }));
        assert_eq!(among(4), None);
    }

    #[test]
    fn a_deal_that_left_its_list_still_leads_on() {
        let before = Listed { place: 2, count: 3, above: Some(deal(5)), below: Some(deal(9)) };
        let left = before.left(|deal| deal.0.as_u128() != 5);
        assert_eq!(left, Listed { place: 0, count: 0, above: None, below: Some(deal(9)) });
    }
}
