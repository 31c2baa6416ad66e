//! The columns of a file by their names.

use super::error::Error;

/// The columns of a file of any form.
#[derive(Debug)]
pub(crate) struct Columns {
    /// Their names, trimmed, in the order in which a row has its cells.
    pub(crate) names: Vec<String>,
    /// The line that names them, if it is a line.
    pub(crate) line: Option<u64>,
}

impl Columns {
    /// The places of the columns called `name`; upper and lower case are the same.
    pub(crate) fn places(&self, name: &str) -> Vec<usize> {
        let name = name.trim().to_lowercase();
        (0..self.names.len()).filter(|&i| self.names[i].to_lowercase() == name).collect()
    }

    /// The place of a column that must be there once.
    pub(crate) fn place(&self, file: &str, name: &str, mapped: bool) -> Result<usize, Error> {
        let places = self.places(name);
        match places[..] {
            [place] => Ok(place),
            [] => Err(Error::NoColumn {
                file: file.to_owned(),
                line: self.line,
                column: name.to_owned(),
                found: self.names.clone(),
                mapped,
            }),
            _ => {
                // Two columns may differ in case only; a mapping that spells one of them exactly means that one.
                let mut exact = places.iter().filter(|&&i| mapped && self.names[i] == name.trim());
                match (exact.next(), exact.next()) {
                    (Some(&place), None) => Ok(place),
                    _ => Err(Error::ColumnTwice {
                        file: file.to_owned(),
                        line: self.line,
                        column: name.to_owned(),
                        times: places.len(),
                    }),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_once() {
        let names = ["Id", "id", "Id2", "at", "at"].map(str::to_owned).to_vec();
        let columns = Columns { names, line: Some(1) };
        assert_eq!(columns.place("x.csv", "id", true).unwrap(), 1);
        assert_eq!(columns.place("x.csv", "ID2", true).unwrap(), 2);
        assert!(columns.place("x.csv", "at", true).is_err());
        assert!(columns.place("x.csv", "ID", true).is_err());
        assert!(columns.place("x.csv", "id", false).is_err());
    }
}
