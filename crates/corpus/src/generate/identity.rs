//! Name, job and ways of a member: what other people's rows say about them.

use super::grammar::{Addressee, Tongue};
use super::lexicon::{LEXICON, Topic};
use super::people::World;
use super::rng::{Purpose, Rng, mix};

/// Who a member is.
pub(super) struct Identity {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) title: String,
    pub(super) company: String,
    pub(super) topic: &'static Topic,
    pub(super) city: &'static str,
    pub(super) ways: Ways,
}

/// How a member writes.
#[derive(Clone, Copy)]
pub(super) struct Ways {
    /// Favourite words, as a turn of the lists.
    pub(super) habit: u32,
    pub(super) tongue: Tongue,
}

impl Identity {
    pub(super) fn new(world: &World, number: u32) -> Self {
        let mut rng = world.rng(Purpose::Profile, &[number]);
        let community = World::community(number);
        let words = &LEXICON.words;
        let topic = topic(world, number, &mut rng);
        let level =
            [&words.executive, &words.leader, &words.middle, &words.staff][rng.weighted(&[4, 14, 32, 50])];
        let any =
            |list: &'static [String], rng: &mut Rng| list[rng.below(list.len() as u32) as usize].as_str();
        let function = any(&topic.function, &mut rng);
        Self {
            first: any(&words.first, &mut rng),
            last: any(&words.last, &mut rng),
            title: rng.pick(level, community).replace("{F}", function),
            company: company(mix(world.seed ^ u64::from(community * 16 + rng.skewed(16, 4)))),
            topic,
            city: rng.pick(&words.city, community),
            ways: Ways::new(number, world.seed),
        }
    }

    pub(super) fn addressed(&self) -> Addressee<'_> {
        Addressee { first: self.first, title: &self.title, company: &self.company }
    }
}

impl Ways {
    pub(super) fn new(number: u32, seed: u64) -> Self {
        let traits = mix(seed ^ mix(u64::from(number) ^ 0x5749_5953));
        let tongue = match traits % 1_000 {
            0..6 => Tongue::Accented,
            6..12 => Tongue::Asian,
            12..16 => Tongue::Arabic,
            _ => Tongue::English,
        };
        Self { habit: (traits >> 40) as u32 & 0xFF, tongue }
    }

    /// The script of one text: mostly the own one, in one of 100 texts another.
    pub(super) fn tongue(self, rng: &mut Rng) -> Tongue {
        match rng.below(400) {
            0 => Tongue::Asian,
            1 => Tongue::Arabic,
            2 | 3 => Tongue::Accented,
            4..40 => Tongue::English,
            _ => self.tongue,
        }
    }
}

/// The industry of a member: mostly that of the community.
fn topic(world: &World, number: u32, rng: &mut Rng) -> &'static Topic {
    let topics = &LEXICON.topics;
    let count = topics.len() as u32;
    let home = (mix(world.seed ^ u64::from(World::community(number) + 1)) >> 32) as u32 % count;
    &topics[if rng.chance(70) { home } else { rng.below(count) } as usize]
}

fn company(key: u64) -> String {
    let words = &LEXICON.words;
    let at =
        |list: &'static [String], shift: u32| list[((key >> shift) % list.len() as u64) as usize].as_str();
    format!("{}{} {}", at(&words.company_front, 0), at(&words.company_back, 16), at(&words.company_form, 32))
}
