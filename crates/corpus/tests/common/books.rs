//! Workbooks made by hand.
#![allow(dead_code, reason = "each test uses its own part of this file")]

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of these sheets, each a title and its rows: a line a row, cells between `|`, `=1.5` a number, `@45733` a date,
/// everything else a text.
pub(crate) fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut names = String::new();
    let mut relations = String::new();
    let mut parts = vec![(
        "xl/styles.xml".to_owned(),
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".to_owned(),
    )];
    for (place, (title, rows)) in sheets.iter().enumerate() {
        let id = place + 1;
        let _ = write!(names, "<sheet name=\"{title}\" sheetId=\"{id}\" r:id=\"r{id}\"/>");
        let _ = write!(
            relations,
            "<Relationship Id=\"r{id}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
        parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet(rows)));
    }
    parts.extend(frame(&names, &relations));
    packed(&parts)
}

pub(crate) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What names the sheets.
pub(crate) fn frame(names: &str, relations: &str) -> [(String, String); 4] {
    [
        // By this an archive is known as a document.
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
    ]
}

fn sheet(rows: &str) -> String {
    let mut out = String::from("<worksheet><sheetData>");
    for (row, line) in rows.lines().enumerate() {
        let _ = write!(out, "<row r=\"{}\">", row + 1);
        for (column, cell) in line.split('|').map(str::trim).enumerate().filter(|(_, c)| !c.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + column as u8), row + 1);
            let escaped = cell.replace('&', "&amp;").replace('<', "&lt;");
            let _ = match (cell.strip_prefix('='), cell.strip_prefix('@')) {
                (Some(number), _) => write!(out, "<c r=\"{place}\"><v>{number}</v></c>"),
                (_, Some(serial)) => write!(out, "<c r=\"{place}\" s=\"1\"><v>{serial}</v></c>"),
                _ => write!(out, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{escaped}</t></is></c>"),
            };
        }
        out += "</row>";
    }
    out + "</sheetData></worksheet>"
}

pub(crate) fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Figures of the first 90 days of 2026 as a creator exports them: of each post its address, the day of its publication,
/// engagements and impressions; 1500 followers at the end, one more each day.
pub(crate) fn figures(posts: &[(String, &str, u32, u32)]) -> Vec<u8> {
    let mut top = "Post URL|Post publish date|Engagements||Post URL|Post publish date|Impressions".to_owned();
    for (name, day, engagements, impressions) in posts {
        let url = format!("https://www.linkedin.com/feed/update/{name}");
        let _ = write!(top, "\n{url}|{day}|={engagements}||{url}|{day}|={impressions}");
    }
    let mut followers = "Total followers on 3/31/2026:|=1500\n\nDate|New followers".to_owned();
    for day in 46_023..46_023 + 90 {
        let _ = write!(followers, "\n@{day}|=1");
    }
    book(&[
        ("DISCOVERY", "Overall Performance|1/1/2026 - 3/31/2026\nImpressions|=9000\nMembers reached|=900"),
        ("TOP POSTS", &top),
        ("FOLLOWERS", &followers),
    ])
}
