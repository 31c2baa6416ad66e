//! The machine that something was measured on, as far as it tells.

use serde::Serialize;

/// What speed and memory depend on.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The system and the architecture, as in `linux x86_64`.
    pub system: String,
    /// Cores that this program may use.
    pub cores: usize,
    /// What the processor can do on wide registers, beyond what every one of its architecture can.
    pub features: Vec<&'static str>,
}

impl Machine {
    /// The one that this runs on.
    pub fn here() -> Self {
        Self {
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            features: features(),
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn features() -> Vec<&'static str> {
    let found = [
        ("SSE4.2", std::arch::is_x86_feature_detected!("sse4.2")),
        ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
        ("AVX-512", std::arch::is_x86_feature_detected!("avx512bw")),
    ];
    found.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()
}

#[cfg(target_arch = "aarch64")]
fn features() -> Vec<&'static str> {
    let found = [
        ("NEON", std::arch::is_aarch64_feature_detected!("neon")),
        ("SVE", std::arch::is_aarch64_feature_detected!("sve")),
    ];
    found.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn features() -> Vec<&'static str> {
    Vec::new()
}

/// The most memory that this program has held so far, in bytes; none where the system does not tell it in a file.
pub fn peak_memory() -> Option<u64> {
    peak_of(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// The line of Linux's status file that tells it, in KiB.
fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim_end().parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_status() {
        let check = |status: &str, expected| assert_eq!(peak_of(status), expected, "{status}");
        check("Name:\tssi\nVmPeak:\t  9 kB\nVmHWM:\t   7 kB\nVmRSS:\t 5 kB\n", Some(7168));
        check("Name:\tssi\n", None);
        check("VmHWM:\tmuch kB\n", None);
        check("", None);
    }

    #[test]
    fn there_is_a_machine() {
        let machine = Machine::here();
        assert!(machine.cores >= 1 && machine.system.contains(' '));
    }
}
