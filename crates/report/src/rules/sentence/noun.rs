//! A quantity as a noun, as in "mean grade of posts".

use ssi_corpus::tables::TABLES;
use ssi_expr::NodeId;
use ssi_expr::op::{Binary, Op, Unary};
use ssi_rules::{Aggregate, AggregateKind as K, Measure, MemberInput, Source, TextWant, Window};
use ssi_text::SIGNALS;

use super::condition::plain;
use super::unit::Unit;
use super::{Scope, Speaker};

impl Speaker<'_> {
    /// A quantity whose numbers are shown in its own unit.
    pub(super) fn noun(&self, node: NodeId) -> String {
        self.noun_in(node, self.unit(node))
    }

    /// A quantity of which something is said, with its verb.
    pub(super) fn subject(&self, node: NodeId) -> String {
        let verb = self.verb(node);
        let is_one = matches!((self.scope, self.op(node)), (Scope::Member(inputs), Op::Input(input))
            if matches!(inputs[input as usize], MemberInput::Aggregate(_)));
        let article = if is_one && verb == "is" { "the " } else { "" };
        format!("{article}{} {verb}", self.noun(node))
    }

    /// "are" where a quantity is named by a word in the plural, else "is".
    pub(super) fn verb(&self, node: NodeId) -> &'static str {
        let plural = match self.op(node) {
            Op::Input(input) => {
                let Scope::Member(inputs) = self.scope else { return verb_of(&self.input(input as usize)) };
                match &inputs[input as usize] {
                    MemberInput::Aggregate(a) => {
                        let aggregate = &self.model.aggregates[*a];
                        let bare = aggregate.filter.is_none() && aggregate.window == Window::Pack;
                        matches!(aggregate.kind, K::ActiveDays | K::ActiveWeeks | K::DaysSinceLast)
                            || (bare && aggregate.kind == K::PerWeek)
                    }
                    _ => return verb_of(&self.input(input as usize)),
                }
            }
            Op::Binary(Binary::Add, ..) => true,
            Op::Binary(Binary::Sub | Binary::Div | Binary::OrElse, a, _) => return self.verb(a),
            _ => false,
        };
        if plural { "are" } else { "is" }
    }

    /// A quantity, with the numbers in it shown in a unit.
    fn noun_in(&self, node: NodeId, unit: Unit) -> String {
        // What has no short words is written as the formula it is.
        self.short(node, unit, 6).unwrap_or_else(|| format!("`{}`", self.formula(node)))
    }

    fn short(&self, node: NodeId, unit: Unit, depth: u8) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let part = |n: NodeId| self.short(n, unit, depth);
        let tight = |n: NodeId| {
            let noun = part(n)?;
            let loose = match self.op(n) {
                Op::Binary(Binary::OrElse, ..) => false,
                Op::Binary(..) | Op::Select(..) => true,
                _ => noun.contains(" where "),
            };
            Some(if loose { format!("({noun})") } else { noun })
        };
        if self.is_condition(node) {
            return Some(format!("1 if {}, else 0", self.holds(node)));
        }
        Some(match self.op(node) {
            Op::Const(number) if number.0.is_nan() => "no data".to_owned(),
            Op::Const(number) => unit.shown(number.0),
            Op::Input(input) => {
                let scale =
                    if unit == Unit::Plain && self.unit(node) != Unit::Plain { " (0 to 1)" } else { "" };
                format!("{}{scale}", self.input(input as usize))
            }
            Op::Unary(Unary::Neg, a) => format!("0 less {}", tight(a)?),
            Op::Unary(Unary::Abs, a) => format!("the distance of {} from 0", tight(a)?),
            Op::Unary(Unary::Sqrt, a) => format!("the square root of {}", tight(a)?),
            Op::Binary(Binary::Add, ..) => {
                let mut parts = Vec::new();
                self.added(node, &mut parts);
                let parts: Option<Vec<String>> = parts.into_iter().map(tight).collect();
                parts?.join(" plus ")
            }
            Op::Binary(Binary::Sub, a, b) => format!("{} less {}", tight(a)?, tight(b)?),
            Op::Binary(Binary::Mul, a, b) => format!("{} times {}", tight(a)?, tight(b)?),
            Op::Binary(Binary::Div, a, b) => {
                let [a, b] = [a, b].map(|n| {
                    let noun = self.short(n, Unit::Plain, depth)?;
                    Some(if matches!(self.op(n), Op::Binary(..) | Op::Select(..)) {
                        format!("({noun})")
                    } else {
                        noun
                    })
                });
                format!("{} divided by {}", a?, b?)
            }
            Op::Binary(Binary::Min, a, b) => format!("the smaller of {} and {}", tight(a)?, tight(b)?),
            Op::Binary(Binary::Max, a, b) => format!("the larger of {} and {}", tight(a)?, tight(b)?),
            Op::Binary(Binary::OrElse, a, b) => format!("{} (if not known, {})", tight(a)?, part(b)?),
            Op::Unary(..) | Op::Curve(..) | Op::Binary(..) => return None,
            Op::Select(c, a, b) => format!("{} if {}, else {}", tight(a)?, self.holds(c), tight(b)?),
        })
    }

    fn added(&self, node: NodeId, parts: &mut Vec<NodeId>) {
        match self.op(node) {
            Op::Binary(Binary::Add, a, b) if parts.len() < 30 => {
                self.added(a, parts);
                self.added(b, parts);
            }
            _ => parts.push(node),
        }
    }

    fn input(&self, input: usize) -> String {
        match self.scope {
            Scope::Text(wants) => self.want(wants[input], ""),
            Scope::Row(table, sources) => self.source(table, &sources[input]),
            Scope::Member(inputs) => match &inputs[input] {
                MemberInput::Aggregate(a) => self.aggregate(&self.model.aggregates[*a]),
                MemberInput::Evidence(_) => self.holds_as_number(input),
                MemberInput::Profile(source) => self.source(self.words.profile, source),
            },
        }
    }

    fn holds_as_number(&self, input: usize) -> String {
        let Scope::Member(inputs) = self.scope else { return String::new() };
        let MemberInput::Evidence(a) = inputs[input] else { return String::new() };
        format!("`{}.known()`", self.model.aggregates[a].written)
    }

    fn source(&self, table: usize, source: &Source) -> String {
        let column = |c: usize| plain(TABLES[table].columns[c].id);
        match source {
            Source::Column(c) => column(*c),
            Source::Grade(c) if self.is_the_text(table, *c) => "grade".to_owned(),
            Source::Grade(c) => format!("grade of the {}", column(*c)),
            Source::Signal(c, want) if self.is_the_text(table, *c) => self.want(*want, ""),
            Source::Signal(c, want) => self.want(*want, &column(*c)),
            Source::LabelIs(..) | Source::Present(_) => format!("`{}`", self.source_written(table, source)),
        }
    }

    fn want(&self, want: TextWant, of: &str) -> String {
        let phrases = |list: usize| format!("phrases of the list “{}”", self.model.phrases[list].id);
        let of = if of.is_empty() { String::new() } else { format!(" of the {of}") };
        match want {
            TextWant::Signal(signal) => format!("{}{of}", plain(SIGNALS[signal].id)),
            TextWant::PhraseHits(list) => format!("{}{of}", phrases(list)),
            TextWant::PhraseCoverage(list) => format!("share of the words{of} in {}", phrases(list)),
        }
    }

    /// An aggregate of a table's rows.
    fn aggregate(&self, aggregate: &Aggregate) -> String {
        let rows = self.rows(aggregate);
        let bare = aggregate.filter.is_none() && aggregate.window == Window::Pack;
        let measured = match aggregate.measure {
            Measure::Row => String::new(),
            Measure::Label(column) => plain(TABLES[aggregate.table].columns[column].id),
            Measure::Value(node) if aggregate.kind == K::Share => self.of_rows(aggregate.table).holds(node),
            Measure::Value(node) => {
                let speaker = self.of_rows(aggregate.table);
                // Its numbers are those of the aggregate, which a sum or a slope does not show in percent.
                let unit = match aggregate.kind {
                    K::Sum | K::SlopePerWeek => Unit::Plain,
                    _ => speaker.unit(node),
                };
                speaker.noun_in(node, unit)
            }
        };
        match aggregate.kind {
            K::Count => format!("number of {rows}"),
            K::PerWeek if bare => format!("{rows} a week"),
            K::PerWeek => format!("number a week of {rows}"),
            K::ActiveDays => format!("days with {rows}"),
            K::ActiveWeeks => format!("weeks with {rows}"),
            K::LongestGapDays => format!("longest gap in days between {rows}"),
            K::DaysSinceLast => format!("days since the last of {rows}"),
            K::Share if aggregate.filter.is_none() => format!("share of {rows} where {measured}"),
            K::Share => format!("of {rows}, the share where {measured}"),
            K::Distinct => format!("number of different {} among {rows}", plural(&measured)),
            K::TopShare => format!("share of the commonest {measured} among {rows}"),
            K::Spread => {
                let over = plural(&measured);
                format!("evenness over {over} of {rows} (0 for one alone, towards 1 for many alike)")
            }
            K::Sum | K::Mean | K::Min | K::Max | K::Median | K::SlopePerWeek => {
                let kind = match aggregate.kind {
                    K::Sum => "sum of the",
                    K::Mean => "mean",
                    K::Min => "least",
                    K::Max => "greatest",
                    K::Median => "middle",
                    _ => "change a week of the",
                };
                let simple = matches!(aggregate.measure, Measure::Value(node)
                    if matches!(self.of_rows(aggregate.table).op(node), Op::Input(_)));
                if simple {
                    format!("{kind} {measured} of {rows}")
                } else {
                    format!("{kind}, over {rows}, of this: {measured}")
                }
            }
        }
    }

    fn rows(&self, aggregate: &Aggregate) -> String {
        let name = plain(TABLES[aggregate.table].id);
        let window = match aggregate.window {
            Window::Pack => String::new(),
            Window::Days(days) => format!(" of the last {days} days"),
            Window::All if self.words.tables[aggregate.table].state => String::new(),
            Window::All => " of all time".to_owned(),
        };
        let filter = aggregate.filter.map_or(String::new(), |filter| {
            format!(" where {}", self.of_rows(aggregate.table).holds(filter))
        });
        format!("{name}{window}{filter}")
    }
}

fn verb_of(name: &str) -> &'static str {
    let ends = [" of ", " in ", " until ", " since ", " on ", " per "];
    let end = ends.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
    let head = &name[..end];
    if head.ends_with('s') && !head.ends_with("ss") { "are" } else { "is" }
}

fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        _ if name == "person" => "people".to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => format!("{name}s"),
    }
}
