//! A straight line through an outcome over a score.

/// Sums for a line; those of several parts can be added.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
}

impl Line {
    /// Adds a member so many times.
    pub fn add(&mut self, x: f64, y: f64, times: f64) {
        self.n += times;
        self.x += times * x;
        self.y += times * y;
        self.xx += times * x * x;
        self.xy += times * x * y;
    }

    /// Adds the members of another line so many times.
    pub fn join(&mut self, other: &Self, times: f64) {
        self.n += times * other.n;
        self.x += times * other.x;
        self.y += times * other.y;
        self.xx += times * other.xx;
        self.xy += times * other.xy;
    }

    /// How much the outcome rises with a point; missing where scores do not differ.
    pub fn slope(&self) -> f64 {
        let spread = self.xx - self.x * self.x / self.n;
        let rise = self.xy - self.x * self.y / self.n;
        if spread > 1e-9 * self.n { rise / spread } else { f64::NAN }
    }

    /// The slope and the intercept of a line that does not fall; level where it would.
    pub fn rising(&self) -> (f64, f64) {
        let slope = self.slope();
        let slope = if slope > 0.0 { slope } else { 0.0 };
        (slope, (self.y - slope * self.x) / self.n)
    }
}
