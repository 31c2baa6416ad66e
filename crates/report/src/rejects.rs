//! The rows that were not taken over, for the person who owns the files.

use std::io::Write;

use ssi_corpus::data::Reject;

/// Writes `file,line,byte,fault,column,value,reason`, one row a reject.
///
/// # Errors
/// When `out` cannot take it.
pub fn write_rejects(rejects: &[Reject], out: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(["file", "line", "byte", "fault", "column", "value", "reason"])?;
    for r in rejects {
        let (line, byte) = (r.line.to_string(), r.byte.to_string());
        writer.write_record([&r.file, &line, &byte, r.fault.name(), &r.column, &r.value, &r.reason])?;
    }
    writer.flush()
}
