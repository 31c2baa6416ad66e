//! A corpus that is larger than the memory: read once to disk, and scored share by share.
//!
//! A member alone has the score that the member has among all, and nobody else's score changes when somebody joins. So the members,
//! in the order of their ids, are cut into shares whose rows fit, and each share is an ordinary small corpus: the rows of its members and
//! all that their derived columns look at ([`wanted`]).
//!
//! 1. *Gather.* Parts stay in memory until they weigh too much. Then they go to disk, and all that come after them.
//! 2. *Sort.* Who is scored is known now. The rows of each part are laid apart by the share to which they belong, with a narrow
//!    page beside each that tells whom and what they concern.
//! 3. *Load.* The rows of a share, and those of others that matter to it. What is odd about a row is told by the share to which it
//!    belongs, so everything is told once.

mod cast;
mod gather;
mod load;
// Parcels are labelled with it.
pub(super) mod pages;
mod select;
mod sort;
mod store;
mod wanted;

pub use gather::{Gathered, Spooled};
pub use load::Share;
pub use sort::Shares;
pub use store::{Disk, Store};
pub use wanted::Needs;

pub(crate) use gather::Gathering;
