//! A number of the rules is moved while everyone looks: scores of 100,000 and of 1,000,000 members from what was kept of them, and what
//! the change does to them. Beside each time stands that of a run over the same kept columns from the start.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::time::Duration;

use ssi_corpus::generate::Spec;
use ssi_corpus::read::{self, Options};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};
use ssi_report::write_corpus;
use ssi_rules::{Model, Pack};
use ssi_score::impact::{Impact, Side};
use ssi_score::vocabulary::vocabulary;
use ssi_score::{Inputs, Kept, Request, score};

mod common;

fn main() {
    let measuring = common::everything_is_asked_for();
    for members in if measuring { [100_000, 1_000_000] } else { [500, 1000] } {
        tuned(members, if measuring { 9 } else { 1 });
    }
}

fn tuned(members: usize, rounds: usize) {
    let model = changed(None);
    let columns = columns(&model, members);
    let ids: Vec<String> = (0..members).map(|m| format!("m{m:07}")).collect();
    let base = Kept::of_columns(&model, columns.clone(), ids.clone());
    let view = View { end: 0, seen: 0, window_days: model.window_days };
    let names = Inputs::names(&model, view, "");
    let inputs = Inputs::recall(&names, members, |name| {
        names.iter().position(|own| own == name).map(|place| columns[place].clone())
    });
    let weights = [("weight(3, m.posts.per_week()", "weight(4, m.posts.per_week()"), ("", "")];
    let curves = [("plateau(0, 1, 5, 14)", "plateau(0, 2, 5, 14)"), ("", "")];
    let mut now = base.clone();
    let mut turn = |texts: [(&str, &str); 2]| {
        for text in texts {
            let other = changed((!text.0.is_empty()).then_some(text));
            let theirs = Inputs::names(&other, view, "");
            let known = Inputs::as_in(&inputs, &names, &theirs);
            now.turn(other, &theirs, &known);
        }
        now.clone()
    };
    let heavier = turn([weights[0], weights[0]]);
    let side = |kept: &Kept| (kept.model().clone(), kept.scores().clone());
    let ((old_model, old), (new_model, new)) = (side(&base), side(&heavier));
    drop(heavier);
    let impact = || {
        let old = Side { model: &old_model, scores: &old };
        let new = Side { model: &new_model, scores: &new };
        drop(Impact::new(old, new, &[], 10));
    };
    let mut one = base.clone();
    let mut moved = |texts: [(&str, &str); 2]| {
        for text in texts {
            let other = changed((!text.0.is_empty()).then_some(text));
            let theirs = Inputs::names(&other, view, "");
            let known = Inputs::as_in(&inputs, &names, &theirs);
            one.turn(other, &theirs, &known);
        }
    };
    let times = common::in_turns(
        rounds,
        [&mut || drop(Kept::of_columns(&model, columns.clone(), ids.clone())), &mut || moved(weights)],
    );
    tell(members, "two weights", &times);
    let times = common::in_turns(
        rounds,
        [&mut || drop(Kept::of_columns(&model, columns.clone(), ids.clone())), &mut || moved(curves)],
    );
    tell(members, "two curves", &times);
    let times = common::in_turns(
        rounds,
        [&mut || drop(Kept::of_columns(&model, columns.clone(), ids.clone())), &mut || impact()],
    );
    tell(members, "impact", &times);
}

fn tell(members: usize, what: &str, times: &[[Duration; 2]]) {
    let ms = common::Spread::of(times.iter().map(|[_, own]| own.as_secs_f64() * 1e3));
    let ratio = common::Spread::of(times.iter().map(|[all, own]| all.as_secs_f64() / own.as_secs_f64()));
    println!("{members:>9} members  {what:<12} {ms} ms, {ratio} times as fast as all rules from the start");
}

/// The default pack, with one text of its pillars replaced by another.
fn changed(text: Option<(&str, &str)>) -> Model {
    let mut pack = Pack::built_in();
    if let Some((from, to)) = text {
        let file = pack.files.iter_mut().find(|file| file.text.contains(from)).expect("the text");
        file.text = file.text.replacen(from, to, 1);
    }
    ssi_rules::load(&pack, &vocabulary()).expect("a pack").0
}

/// What the rules read of a generated corpus, as often as there are members.
fn columns(model: &Model, members: usize) -> Vec<Vec<f64>> {
    let folder = tempfile::tempdir().expect("a folder for the corpus");
    let spec = Spec { members: 2_000.min(members as u32), seed: 1, ..Spec::default() };
    let place = folder.path().join("corpus");
    write_corpus(&spec, &place).expect("room for the corpus");
    let corpus = read::read(&place, &Options::default(), &()).expect("a corpus");
    let view = View::at(end_of_activity(&corpus).expect("rows with times"), model.window_days);
    let few = score(model, &Resolved::new(&corpus, view), Request { keep_inputs: true }).inputs;
    few.iter().map(|column| column.iter().copied().cycle().take(members).collect()).collect()
}
