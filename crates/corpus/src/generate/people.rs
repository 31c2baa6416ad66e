//! Who there is: personas, an order of loudness, and the circle of each person.

use super::calendar::Calendar;
use super::rng::{Purpose, Rng, mix};
use super::shuffle::Shuffle;
use super::{Persona, Spec};

/// People in a community; most contacts stay inside.
const COMMUNITY: u32 = 128;
/// People in a pod, who have neighbouring numbers.
pub(super) const POD: u32 = 5;
/// One in this many groups of [`POD`] neighbours is a pod.
const POD_EVERY: u32 = 32;
/// The share of members who write, in percent.
const ACTIVE_PERCENT: u64 = 58;
/// The loudest member writes about this many times as much as the quietest.
const STEEPNESS: u64 = 2_000;

/// The means of a [`Spec`] in 1/256, so that all that follows is done in whole numbers.
#[derive(Clone)]
pub(super) struct Means {
    pub(super) posts: u64,
    pub(super) comments: u64,
    pub(super) reactions: u64,
    pub(super) conversations: u64,
    pub(super) connections: u64,
}

/// All that is fixed before the first row.
#[derive(Clone)]
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) members: u32,
    pub(super) calendar: Calendar,
    pub(super) means: Means,
    active: u32,
    /// Member to place in the order of those who post, the loudest first.
    posters: Shuffle,
    /// Place among those who comment to place among those who post.
    talkers: Shuffle,
}

/// A member as far as the rows of others depend on it.
#[derive(Clone, Copy)]
pub(super) struct Person {
    pub(super) number: u32,
    pub(super) persona: Persona,
    place: u32,
}

impl World {
    pub(super) fn new(spec: &Spec) -> Self {
        // NaN passes through and is 0 as a whole number.
        let fixed = |mean: f64| (mean.clamp(0.0, 10_000.0) * 256.0) as u64;
        let active = (u64::from(spec.members) * ACTIVE_PERCENT).div_ceil(100) as u32;
        let order = |key| mix(spec.seed ^ mix(Purpose::Order as u64 + key));
        Self {
            seed: spec.seed,
            members: spec.members,
            calendar: Calendar::new(spec.until),
            means: Means {
                posts: fixed(spec.posts_per_member),
                comments: fixed(spec.comments_per_post),
                reactions: fixed(spec.reactions_per_post),
                conversations: fixed(spec.conversations_per_member),
                connections: fixed(spec.connections_per_member),
            },
            active,
            posters: Shuffle::new(spec.members, order(100)),
            talkers: Shuffle::new(active, order(200)),
        }
    }

    pub(super) fn rng(&self, purpose: Purpose, keys: &[u32]) -> Rng {
        Rng::new(self.seed, purpose, keys)
    }

    pub(super) fn person(&self, number: u32) -> Person {
        let place = self.posters.forward(number);
        Person { number, place, persona: self.persona(number, place) }
    }

    fn persona(&self, number: u32, place: u32) -> Persona {
        if self.pod_of(number).is_some() {
            return Persona::Pod;
        }
        if place >= self.active {
            return Persona::Silent;
        }
        // The golden ratio spreads the personas evenly over loud and quiet members.
        let turn = place.wrapping_mul(0x9E37_79B9).wrapping_add(mix(self.seed) as u32);
        match (u64::from(turn) * 100) >> 32 {
            0..16 => Persona::Expert,
            16..34 => Persona::Networker,
            34..70 => Persona::Regular,
            70..85 => Persona::Cheerleader,
            85..95 => Persona::Resharer,
            _ => Persona::Spammer,
        }
    }

    /// The first number of the pod that a member belongs to.
    pub(super) fn pod_of(&self, number: u32) -> Option<u32> {
        let group = number / POD;
        let chosen = self.rng(Purpose::Pod, &[group / POD_EVERY]).below(POD_EVERY);
        let complete = group < self.members / POD;
        (complete && group % POD_EVERY == chosen).then_some(group * POD)
    }

    /// The number of the community of a member.
    pub(super) fn community(number: u32) -> u32 {
        number / COMMUNITY
    }

    /// How many posts a member wrote.
    pub(super) fn posts_of(&self, person: Person) -> u32 {
        let mut rng = self.rng(Purpose::Volume, &[person.number]);
        let percent = match person.persona {
            Persona::Silent => return 0,
            Persona::Pod => return rng.count(self.means.posts * 5).min(400),
            Persona::Expert => 140,
            Persona::Networker => 70,
            Persona::Regular => 100,
            Persona::Cheerleader => 50,
            Persona::Resharer => 180,
            Persona::Spammer => 40,
        };
        // Zipf with a flat head: 1 / (1 + 2000 · rank / members), whose mean over all members is 7.06 / 2000.
        let head = self.means.posts * STEEPNESS * 100 / 706;
        let members = u64::from(self.members);
        let exact = head * 2 * members / (2 * members + STEEPNESS * (2 * u64::from(person.place) + 1));
        rng.round(exact * percent / 100).min(1_500)
    }

    /// Somebody who writes, the loud ones more often.
    pub(super) fn talker(&self, rng: &mut Rng) -> Person {
        let place = self.talkers.forward(rng.skewed(self.active, 9));
        let number = self.posters.back(place);
        Person { number, place, persona: self.persona(number, place) }
    }

    /// Somebody whom a member knows, near neighbours more often; none where there is nobody else.
    pub(super) fn contact(&self, number: u32, rng: &mut Rng) -> Option<u32> {
        let start = number / COMMUNITY * COMMUNITY;
        let size = (self.members - start).min(COMMUNITY);
        let found = if size > 1 && rng.chance(75) {
            start + (number - start + 1 + rng.skewed(size - 1, 5)) % size
        } else {
            rng.below(self.members)
        };
        (found != number).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pods_are_complete_and_every_persona_occurs() {
        let world = World::new(&Spec { members: 300, ..Spec::default() });
        for number in 0..300 {
            if let Some(first) = world.pod_of(number) {
                assert!((first..first + POD).all(|n| world.person(n).persona == Persona::Pod));
            }
        }
        for persona in Persona::ALL {
            let found = (0..300).filter(|&n| world.person(n).persona == persona).count();
            assert!(found > 0, "{persona:?}");
        }
    }

    #[test]
    fn the_mean_number_of_posts_is_near_the_wish() {
        for members in [300, 20_000] {
            let world = World::new(&Spec { members, posts_per_member: 2.0, ..Spec::default() });
            let posts: u32 = (0..members).map(|n| world.posts_of(world.person(n))).sum();
            let mean = f64::from(posts) / f64::from(members);
            assert!((1.4..3.2).contains(&mean), "{mean} at {members}");
        }
    }

    #[test]
    fn talkers_are_never_silent() {
        let world = World::new(&Spec { members: 1_000, ..Spec::default() });
        let mut rng = world.rng(Purpose::Post, &[]);
        assert!((0..1_000).all(|_| world.talker(&mut rng).persona != Persona::Silent));
    }
}
