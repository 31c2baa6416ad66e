//! `pack.rhai`: the title, the window, the pillars, the bands, the targets, and what the pack builds on.

use std::cell::RefCell;
use std::rc::Rc;

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext, Position, Scope};

use crate::codes::Code;
use crate::complaint::{Complaint, Outcome};
use crate::engine::sandbox;
use crate::language::Word;
use crate::model::Band;

/// A pillar as the header declares it.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) points: u32,
    pub(crate) at: Position,
}

/// What a `pack.rhai` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) title: Option<String>,
    pub(crate) window: Option<u32>,
    pub(crate) pillars: Vec<Declared>,
    pub(crate) bands: Vec<(Band, Position)>,
    pub(crate) target: Option<u32>,
    pub(crate) top: Option<u32>,
    pub(crate) extends: Option<(String, Position)>,
    pub(crate) reweighed: Vec<(String, f64, Position)>,
}

/// Every word of `pack.rhai`.
pub const HEADER_WORDS: &[Word] = &[
    declared("title", "title(\"Our own index\")", "What the score is called."),
    declared("window", "window(90)", "How many days back activity counts."),
    declared(
        "pillar",
        "pillar(\"brand\", \"Establish your professional brand\", 25)",
        "A pillar: the name of its file in pillars/, its title, its points.",
    ),
    declared("band", "band(25, \"developing\")", "A band reaches from this number up to the next band."),
    declared("target", "target(75)", "The score to aim for."),
    declared("top", "top(10)", "The place to aim for: among this many percent of the own industry."),
    declared("extends", "extends(\"ssi\")", "The pack that this one builds on."),
    declared(
        "reweigh",
        "reweigh(\"brand.cadence\", 6)",
        "Another weight for a rule of the pack that this one builds on.",
    ),
];

const fn declared(name: &'static str, usage: &'static str, about: &'static str) -> Word {
    Word { name, on: "pack", usage, about }
}

/// Runs the script of a header.
pub(crate) fn read(text: &str) -> Result<Header, Box<EvalAltResult>> {
    let header = Rc::new(RefCell::new(Header::default()));
    let mut engine = sandbox();
    register(&mut engine, &header);
    let ast = engine.compile(text)?;
    if let Some(function) = ast.iter_functions().find(|f| !f.name.starts_with("anon$")) {
        let help = "write rules in files in grades/ and pillars/";
        return Err(Complaint::new(
            Code::FunctionInHeader,
            format!("pack.rhai holds no functions, here is `{}`", function.name),
            help,
        )
        .here());
    }
    engine.run_ast_with_scope(&mut Scope::new(), &ast)?;
    drop(engine);
    Ok(Rc::try_unwrap(header).map(RefCell::into_inner).unwrap_or_default())
}

fn register(engine: &mut Engine, header: &Rc<RefCell<Header>>) {
    let h = header.clone();
    engine.register_fn("title", move |title: &str| h.borrow_mut().title = Some(title.to_owned()));
    let h = header.clone();
    engine.register_fn("window", move |c: NativeCallContext, days: Dynamic| -> Outcome<()> {
        let days = whole(&days, 1.0, 36_500.0, "the window is a whole number of days")
            .map_err(|e| e.of_argument(0).at(&c))?;
        h.borrow_mut().window = Some(days);
        Ok(())
    });
    let h = header.clone();
    engine.register_fn(
        "pillar",
        move |c: NativeCallContext, id: &str, title: &str, points: Dynamic| -> Outcome<()> {
            let points = whole(&points, 1.0, 100.0, "a pillar has a whole number of points")
                .map_err(|e| e.of_argument(2).at(&c))?;
            let plain = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if !plain {
                let help = "write small letters and `_` only, as in \"brand\"";
                return Err(Complaint::new(
                    Code::PillarName,
                    format!("\"{id}\" is no id for a pillar"),
                    help,
                )
                .of_argument(0)
                .at(&c));
            }
            if h.borrow().pillars.iter().any(|p| p.id == id) {
                let message = format!("there are two pillars called \"{id}\"");
                return Err(Complaint::new(Code::PillarTwice, message, "rename one").of_argument(0).at(&c));
            }
            let declared =
                Declared { id: id.to_owned(), title: title.to_owned(), points, at: c.call_position() };
            h.borrow_mut().pillars.push(declared);
            Ok(())
        },
    );
    let h = header.clone();
    engine.register_fn("band", move |c: NativeCallContext, from: Dynamic, name: &str| -> Outcome<()> {
        let lowest = number(&from).filter(|f| (0.0..100.0).contains(f)).ok_or_else(|| {
            let message = format!("a band begins at a number from 0 up to 100, this is {}", shown(&from));
            Complaint::new(Code::OutOfRange, message, "write for example `band(25, \"developing\")`")
                .of_argument(0)
                .at(&c)
        })?;
        h.borrow_mut().bands.push((Band { from: lowest, name: name.to_owned() }, c.call_position()));
        Ok(())
    });
    let h = header.clone();
    engine.register_fn("target", move |c: NativeCallContext, points: Dynamic| -> Outcome<()> {
        let points = whole(&points, 1.0, 100.0, "the target is a whole number of points")
            .map_err(|e| e.of_argument(0).at(&c))?;
        h.borrow_mut().target = Some(points);
        Ok(())
    });
    let h = header.clone();
    engine.register_fn("top", move |c: NativeCallContext, percent: Dynamic| -> Outcome<()> {
        let percent = whole(&percent, 1.0, 99.0, "the top of an industry is a whole number of percent")
            .map_err(|e| e.of_argument(0).at(&c))?;
        h.borrow_mut().top = Some(percent);
        Ok(())
    });
    let h = header.clone();
    engine.register_fn("extends", move |c: NativeCallContext, name: &str| -> Outcome<()> {
        if h.borrow().extends.is_some() {
            return Err(Complaint::new(
                Code::ExtendsTwice,
                "a pack builds on one other pack",
                "leave one out",
            )
            .at(&c));
        }
        h.borrow_mut().extends = Some((name.to_owned(), c.call_position()));
        Ok(())
    });
    let h = header.clone();
    engine.register_fn("reweigh", move |c: NativeCallContext, id: &str, weight: Dynamic| -> Outcome<()> {
        let points = number(&weight).filter(|w| (0.0..=1000.0).contains(w)).ok_or_else(|| {
            let message = format!("a weight lies between 0 and 1000, this is {}", shown(&weight));
            Complaint::new(Code::OutOfRange, message, "write for example `reweigh(\"brand.cadence\", 6)`")
                .of_argument(1)
                .at(&c)
        })?;
        h.borrow_mut().reweighed.push((id.to_owned(), points, c.call_position()));
        Ok(())
    });
}

fn number(value: &Dynamic) -> Option<f64> {
    value.as_float().ok().or_else(|| value.as_int().ok().map(|n| n as f64)).filter(|x| x.is_finite())
}

/// A value as it is written.
fn shown(value: &Dynamic) -> String {
    match (number(value), value.clone().into_string()) {
        (Some(x), _) => x.to_string(),
        (None, Ok(text)) => format!("the text \"{text}\""),
        _ => "no number".to_owned(),
    }
}

fn whole(value: &Dynamic, low: f64, high: f64, what: &str) -> Result<u32, Complaint> {
    number(value).filter(|x| x.fract() == 0.0 && (low..=high).contains(x)).map(|x| x as u32).ok_or_else(
        || {
            Complaint::new(
                Code::OutOfRange,
                format!("{what}, this is {}", shown(value)),
                format!("write a whole number from {low} to {high}"),
            )
        },
    )
}
