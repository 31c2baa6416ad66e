//! Sums of products, from which every fit is made: parts of the members are added and taken away without looking at anybody again.

/// Sums over some members of their columns and of the products of any two; the last column is the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments {
    /// How many members, each as often as it was added.
    pub members: f64,
    /// A sum a column.
    sums: Vec<f64>,
    /// For each column the products with itself and with those after it.
    products: Vec<f64>,
}

impl Moments {
    /// Nobody, of so many columns.
    pub fn nobody(columns: usize) -> Self {
        Self { members: 0.0, sums: vec![0.0; columns], products: vec![0.0; columns * (columns + 1) / 2] }
    }

    /// The sums of all rows of so many columns.
    pub fn of<'a>(columns: usize, rows: impl Iterator<Item = &'a [f64]>) -> Self {
        let mut all = Self::nobody(columns);
        for row in rows {
            all.members += 1.0;
            all.sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
            let mut products = all.products.iter_mut();
            for (place, x) in row.iter().enumerate() {
                row[place..].iter().zip(&mut products).for_each(|(y, product)| *product += x * y);
            }
        }
        all
    }

    /// Adds other members so many times; −1 takes them away.
    pub fn add(&mut self, other: &Self, times: f64) {
        self.members += times * other.members;
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, more)| *sum += times * more);
        self.products.iter_mut().zip(&other.products).for_each(|(sum, more)| *sum += times * more);
    }

    /// The same without some members.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        rest.add(other, -1.0);
        rest
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.sums.len()
    }

    /// The mean of a column.
    pub fn mean(&self, column: usize) -> f64 {
        self.sums[column] / self.members
    }

    /// The covariance of two columns.
    pub fn covariance(&self, a: usize, b: usize) -> f64 {
        self.product(a, b) / self.members - self.mean(a) * self.mean(b)
    }

    fn product(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (a.min(b), a.max(b));
        // Rows of a triangle: the first has all columns, each next one column less.
        self.products[a * (2 * self.columns() - a + 1) / 2 + b - a]
    }

    /// The mean square of what is left of the outcome after the columns times `slopes`, and an intercept, both of other members.
    pub fn error(&self, slopes: &[f64], intercept: f64) -> f64 {
        let outcome = self.columns() - 1;
        // What is left is the outcome less a sum of columns: a sum of columns as well, with these factors.
        let factor = |column: usize| if column == outcome { 1.0 } else { -slopes[column] };
        let (mut square, mut sum) = (0.0, 0.0);
        for a in 0..=outcome {
            sum += factor(a) * self.sums[a];
            for b in a..=outcome {
                let twice = if a == b { 1.0 } else { 2.0 };
                square += twice * factor(a) * factor(b) * self.product(a, b);
            }
        }
        (square - 2.0 * intercept * sum + intercept * intercept * self.members) / self.members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_say_what_rows_say() {
        let rows = [[1.0, 2.0, 3.0], [0.5, -1.0, 2.0], [2.0, 0.0, -1.0], [0.0, 4.0, 0.25]];
        let all = Moments::of(3, rows.iter().map(<[f64; 3]>::as_slice));
        let last = Moments::of(3, rows[3..].iter().map(<[f64; 3]>::as_slice));
        let first = Moments::of(3, rows[..3].iter().map(<[f64; 3]>::as_slice));
        assert_eq!(all.without(&last), first);
        assert!((all.mean(1) - 1.25).abs() < 1e-12);
        let naive = rows.iter().map(|r| (r[0] - 0.875) * (r[2] - 1.0625)).sum::<f64>() / 4.0;
        assert!((all.covariance(0, 2) - naive).abs() < 1e-12 && (all.covariance(2, 0) - naive).abs() < 1e-12);
        let (slopes, intercept) = ([0.3, -0.7], 0.2);
        let left = |r: &[f64; 3]| (r[2] - intercept - 0.3 * r[0] + 0.7 * r[1]).powi(2);
        let naive = rows.iter().map(left).sum::<f64>() / 4.0;
        assert!((all.error(&slopes, intercept) - naive).abs() < 1e-12);
    }
}
