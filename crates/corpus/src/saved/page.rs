//! The index of one member, as JSON or inside a saved page.

use serde_json::{Map, Value};

use super::{ELEMENT_POINTS, ELEMENTS, EXPECTED, Figures, INDEX_POINTS, Rank, Saved, SavedError};

/// How deep the object may lie.
const DEEPEST: usize = 8;
/// How many places of a page are tried.
const MOST_TRIED: usize = 500;
/// The score on the page is rounded, so it may differ from the sum of its elements by so much.
const ROUNDED: f64 = 1.0;

pub(super) fn read(name: &str, text: &str) -> Result<Saved, SavedError> {
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(error) => match embedded(text) {
            Some(value) => value,
            None if text.trim_start().starts_with(['{', '[']) => {
                let place = format!("{name}, line {}, column {}", error.line(), error.column());
                let help = "save the whole answer again; it ends with the brace that closes the first one";
                let reason = error.to_string();
                let reason = reason.split(" at line ").next().unwrap_or_default();
                return Err(SavedError::new(place, format!("this is no whole JSON: {reason}"), help));
            }
            None => {
                return Err(SavedError::new(
                    name,
                    "the page does not hold the figures of an index",
                    EXPECTED,
                ));
            }
        },
    };
    let Some(page) = holder(&value, 0) else {
        return Err(SavedError::new(name, "there is no memberScore in it", EXPECTED));
    };
    figures(name, page)
}

/// The object with the scores, in `data` or deeper.
fn holder(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Value::Object(map) if map.get("memberScore").is_some_and(Value::is_object) => Some(map),
        Value::Object(map) => map.values().find_map(|v| holder(v, depth + 1)),
        Value::Array(all) => all.iter().find_map(|v| holder(v, depth + 1)),
        _ => None,
    }
}

/// The object in the text of a page: as it is, with the signs of HTML, or inside a text of a script.
fn embedded(text: &str) -> Option<Value> {
    let html = || {
        let signs = [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&#x22;", "\""),
            ("&#39;", "'"),
            ("&lt;", "<"),
            ("&gt;", ">"),
        ];
        let plain = signs.iter().fold(text.to_owned(), |all, (sign, c)| all.replace(sign, c));
        plain.replace("&amp;", "&")
    };
    around(text).or_else(|| around(&html())).or_else(|| around(&text.replace("\\\"", "\"")))
}

/// The nearest object around the word `memberScore`.
fn around(text: &str) -> Option<Value> {
    for (word, _) in text.match_indices("\"memberScore\"").take(20) {
        let starts = text[..word].rmatch_indices('{').take(MOST_TRIED);
        for (start, _) in starts {
            let first = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>().next();
            if let Some(Ok(value)) = first
                && holder(&value, 0).is_some()
            {
                return Some(value);
            }
        }
    }
    None
}

fn figures(name: &str, page: &Map<String, Value>) -> Result<Saved, SavedError> {
    let mut saved = Saved::default();
    let mut found = Figures { place: name.to_owned(), ..Figures::default() };
    let member = &page["memberScore"];
    found.score = number(name, member, "overall", "memberScore.overall", INDEX_POINTS)?;
    let parts = member.get("subScores").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (place, part) in parts.iter().enumerate() {
        let word = part.get("pillar").and_then(Value::as_str).unwrap_or_default();
        let Some(element) = ELEMENTS.iter().position(|(_, known)| known.eq_ignore_ascii_case(word)) else {
            let word: String = word.chars().take(60).collect();
            saved
                .notes
                .push(format!("{name}: the element '{}' is not known here, left out", word.escape_debug()));
            continue;
        };
        let place = format!("memberScore.subScores[{place}].score");
        found.elements[element] = number(name, part, "score", &place, ELEMENT_POINTS)?;
    }
    if found.score.is_none() && found.elements.iter().all(Option::is_none) {
        let message = "memberScore holds neither overall nor subScores";
        return Err(SavedError::new(name, message, EXPECTED));
    }
    if let Some(note) = complete(&mut found) {
        saved.notes.push(note);
    }
    for group in page.get("groupScore").and_then(Value::as_array).into_iter().flatten().take(10) {
        let text = |key: &str| group.get(key).and_then(Value::as_str).map(str::to_owned);
        let within = |value: Option<&Value>| {
            value.and_then(Value::as_f64).filter(|n| (0.0..=INDEX_POINTS).contains(n))
        };
        found.ranks.push(Rank {
            group: text("groupType").unwrap_or_default(),
            industry: text("industry").filter(|name| !name.trim().is_empty()),
            top_percent: within(group.get("rank")),
            mean: within(group.get("score").and_then(|s| s.get("overall"))),
        });
    }
    saved.figures.push(found);
    Ok(saved)
}

/// The sum of the elements where the score is missing; a word where the two do not fit.
pub(super) fn complete(found: &mut Figures) -> Option<String> {
    let known: Vec<f64> = found.elements.iter().flatten().copied().collect();
    if known.len() < ELEMENTS.len() {
        return None;
    }
    let sum: f64 = known.iter().sum();
    match found.score {
        None => {
            // Elements are told to a hundredth at most.
            found.score = Some((sum * 100.0).round() / 100.0);
            None
        }
        Some(score) if (score - sum).abs() > ROUNDED => {
            Some(format!("{}: the elements add up to {sum:.2}, the index is {score:.2}", found.place))
        }
        Some(_) => None,
    }
}

/// A number between 0 and `most`; nothing where there is none.
fn number(file: &str, holder: &Value, key: &str, place: &str, most: f64) -> Result<Option<f64>, SavedError> {
    let Some(value) = holder.get(key).filter(|v| !v.is_null()) else { return Ok(None) };
    if let Some(number) = value.as_f64().filter(|n| (0.0..=most).contains(n)) {
        return Ok(Some(number));
    }
    let shown: String = value.to_string().chars().take(60).collect();
    let message = format!("{} is no number from 0 to {most}", shown.escape_debug());
    Err(SavedError::new(format!("{file}, {place}"), message, "save the answer again as it is"))
}
