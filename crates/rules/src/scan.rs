//! A script as words and signs: tells where things stand, which the interpreter's own errors seldom do.

use crate::token::{Kind, Token, tokens};

/// A function as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Function<'a> {
    pub(crate) name: Token<'a>,
    pub(crate) private: bool,
    pub(crate) parameters: Vec<&'a str>,
    /// Its tokens, from the word `fn` to the closing brace.
    pub(crate) tokens: std::ops::Range<usize>,
}

/// A place and how many characters of it to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) length: usize,
}

impl From<Token<'_>> for Span {
    fn from(token: Token<'_>) -> Self {
        Self { line: token.line, column: token.column, length: token.length() }
    }
}

/// The tokens of a script, without its comments.
pub(crate) struct Scan<'a> {
    pub(crate) tokens: Vec<Token<'a>>,
    /// For a bracket, the number of the token that closes it; the last one where none does. For all others, their own.
    closing: Vec<usize>,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let tokens = tokens(text);
        let closing = closing(&tokens);
        Self { tokens, closing }
    }

    /// The number of the token that covers a place.
    pub(crate) fn at(&self, line: usize, column: usize) -> Option<usize> {
        let covers = |t: &Token| t.line == line && (t.column..t.column + t.length().max(1)).contains(&column);
        self.tokens.iter().position(covers)
    }

    /// The number of the last token that stands in front of a place.
    pub(crate) fn before(&self, line: usize, column: usize) -> Option<usize> {
        self.tokens.iter().rposition(|t| (t.line, t.column) < (line, column))
    }

    /// The functions, in the order of the file.
    pub(crate) fn functions(&self) -> Vec<Function<'a>> {
        let mut functions = Vec::new();
        for (i, token) in self.tokens.iter().enumerate().filter(|(_, t)| t.is("fn")) {
            let Some([name, open, ..]) = self.tokens.get(i + 1..) else { continue };
            if name.kind != Kind::Word || !open.is("(") || token.kind != Kind::Word {
                continue;
            }
            let close = self.closing[i + 2];
            let parameters =
                self.tokens[i + 2..close].iter().filter(|t| t.kind == Kind::Word).map(|t| t.text);
            let end = self.closing[(close + 1).min(self.tokens.len() - 1)];
            functions.push(Function {
                name: *name,
                private: i > 0 && self.tokens[i - 1].is("private"),
                parameters: parameters.collect(),
                tokens: i..end + 1,
            });
        }
        functions
    }

    /// Where argument `number` of the call at a place stands; 0 is what a method is called on.
    pub(crate) fn argument(&self, line: usize, column: usize, number: usize) -> Option<Span> {
        let name = self.at(line, column)?;
        if !self.tokens.get(name + 1)?.is("(") {
            return None;
        }
        let method = name > 0 && self.tokens[name - 1].is(".");
        let wanted = if method { number.checked_sub(1)? } else { number };
        let argument = self.arguments(name + 1).into_iter().nth(wanted)?;
        let (first, last) = (self.tokens[argument.start], self.tokens[argument.end - 1]);
        let length =
            if first.line == last.line { last.column + last.length() - first.column } else { first.length() };
        Some(Span { line: first.line, column: first.column, length })
    }

    /// The tokens of every argument between the bracket at `open` and its end.
    pub(crate) fn arguments(&self, open: usize) -> Vec<std::ops::Range<usize>> {
        let end = self.closing[open];
        let (mut found, mut start, mut depth, mut in_bars) = (Vec::new(), open + 1, 0_usize, false);
        for i in open + 1..end {
            match self.tokens[i].text {
                "(" | "[" | "{" | "#{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                // The commas of `|p, q|` part names, not arguments.
                "|" if depth == 0 && (i == start || in_bars) => in_bars = !in_bars,
                "," if depth == 0 && !in_bars => {
                    found.push(start..i);
                    start = i + 1;
                }
                _ => {}
            }
        }
        found.push(start..end);
        found.retain(|argument| !argument.is_empty());
        found
    }

    /// The bracket in which a token stands.
    fn opens(&self, token: usize) -> Option<usize> {
        (0..token).rev().find(|&i| self.closing[i] > token)
    }

    /// What is called with a token among its arguments.
    pub(crate) fn called(&self, token: usize) -> Option<&'a str> {
        let name = self.opens(token).filter(|&open| self.tokens[open].is("("))?.checked_sub(1)?;
        Some(self.tokens[name].text)
    }

    /// The numbers in the same brackets as a token, but not in others within those.
    pub(crate) fn beside(&self, token: usize) -> impl Iterator<Item = &'a str> {
        let open = self.opens(token);
        let all = open.map_or(0..0, |open| open + 1..self.closing[open]);
        let own = all.filter(move |&i| self.tokens[i].kind == Kind::Number && self.opens(i) == open);
        own.map(|i| self.tokens[i].text)
    }

    /// A bracket without its other half, and whether it opens.
    pub(crate) fn lonely_bracket(&self) -> Option<(Token<'a>, bool)> {
        let (mut open, mut outer): (Vec<Token<'a>>, Option<Token<'a>>) = (Vec::new(), None);
        for (i, &token) in self.tokens.iter().enumerate() {
            match token.text {
                "(" | "[" | "{" | "#{" => open.push(token),
                ")" | "]" | "}" => {
                    let fits = |o: &Token| {
                        matches!((o.text, token.text), ("(", ")") | ("[", "]") | ("{" | "#{", "}"))
                    };
                    match open.last() {
                        Some(last) if fits(last) => drop(open.pop()),
                        Some(last) if open.iter().any(fits) => return Some((*last, true)),
                        _ => return Some((token, false)),
                    }
                }
                // A function that begins inside of another: where a bracket is missing, the one before was not closed.
                "fn" if self.tokens.get(i + 2).is_some_and(|t| t.is("(")) && !open.is_empty() => {
                    outer = outer.or(open.last().copied());
                }
                _ => {}
            }
        }
        open.last().map(|last| (outer.unwrap_or(*last), true))
    }

    /// The names that `let` gives among some tokens, by the number of the token.
    pub(crate) fn lets(&self, tokens: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let is_let = move |i: &usize| self.tokens[*i].is("let") && self.tokens[*i].kind == Kind::Word;
        let last = tokens.end.min(self.tokens.len());
        (tokens.start..last).filter(is_let).map(|i| i + 1).filter(move |i| *i < last)
    }

    /// Whether a word reads a name: it does not stand behind a dot, or where a `let` or a function gets its name.
    pub(crate) fn is_read(&self, word: usize) -> bool {
        word == 0 || !matches!(self.tokens[word - 1].text, "." | "let" | "fn")
    }

    /// Whether a name is read outside of some tokens.
    pub(crate) fn read_outside(&self, tokens: &std::ops::Range<usize>, name: &str) -> bool {
        (0..self.tokens.len()).any(|i| !tokens.contains(&i) && self.tokens[i].is(name) && self.is_read(i))
    }

    /// Whether a function names itself in its body.
    pub(crate) fn calls_itself(&self, function: &Function) -> bool {
        let mut body = function.tokens.clone().skip(2);
        body.any(|i| self.tokens[i].is(function.name.text) && self.is_read(i))
    }

    /// The first read of an outer name inside a function of rows, as in `|p| p.views > m.profile.followers`.
    pub(crate) fn captured(&self, function: &Function, names: &[&str]) -> Option<Token<'a>> {
        let mut i = function.tokens.start;
        while i < function.tokens.end {
            let opens = self.tokens[i].is("|") && i > 0 && matches!(self.tokens[i - 1].text, "(" | ",");
            if opens {
                let bar = (i + 1..function.tokens.end).find(|&j| self.tokens[j].is("|"))?;
                let own: Vec<&str> = self.tokens[i + 1..bar].iter().map(|t| t.text).collect();
                let mut depth = 0_i32;
                for j in bar + 1..function.tokens.end {
                    match self.tokens[j].text {
                        "(" | "[" | "{" => depth += 1,
                        ")" | "]" | "}" => depth -= 1,
                        word if names.contains(&word)
                            && !own.contains(&word)
                            && !self.tokens[j - 1].is(".") =>
                        {
                            return Some(self.tokens[j]);
                        }
                        _ => {}
                    }
                    if depth < 0 {
                        break;
                    }
                }
                i = bar;
            }
            i += 1;
        }
        None
    }
}

fn closing(tokens: &[Token]) -> Vec<usize> {
    let mut closing: Vec<usize> = (0..tokens.len()).collect();
    let mut open = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.text {
            "(" | "[" | "{" | "#{" => open.push(i),
            ")" | "]" | "}" => {
                if let Some(opened) = open.pop() {
                    closing[opened] = i;
                }
            }
            _ => {}
        }
    }
    for opened in open {
        closing[opened] = tokens.len() - 1;
    }
    closing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_arguments() {
        let scan = Scan::new(
            "private fn few(x, y) { x }\nfn rule(m) { m.posts.mean(|p, q| p.grade).ramp(0, few(1, 2)) }",
        );
        let found = scan.functions();
        assert_eq!(found.len(), 2);
        assert!(found[0].private && !found[1].private);
        assert_eq!(found[0].parameters, ["x", "y"]);
        let ramp = scan.tokens.iter().find(|t| t.text == "ramp").unwrap();
        let argument = scan.argument(ramp.line, ramp.column, 2).unwrap();
        assert_eq!((argument.line, argument.length), (2, "few(1, 2)".len()));
    }

    #[test]
    fn the_lonely_bracket() {
        for (script, lonely) in [
            ("fn a(m) { b(c(1, 2) }", Some(("(", 12))),
            ("fn a(m) { b(1)) }", Some((")", 15))),
            ("fn a(m) { b(1)\nfn c(m) { d }", Some(("{", 9))),
            ("fn a(m) { b(\"(\") } // (", None),
        ] {
            let found = Scan::new(script).lonely_bracket().map(|(t, _)| (t.text, t.column));
            assert_eq!(found, lonely, "{script}");
        }
    }
}
