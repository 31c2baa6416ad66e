//! A graph flattened to instructions that each sweep a block of rows.

use std::ops::Range;

use crate::curve::{self, Curve};
use crate::graph::{Graph, NodeId};
use crate::op::{Binary, Op, Unary, select};

/// Rows that one instruction sweeps: 2 KiB a register, so that a dozen registers stay in the first-level cache.
pub const LANES: usize = 256;

/// One input column.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// One value a row.
    Slice(&'a [f64]),
    /// The same value in every row.
    Splat(f64),
}

/// Where an instruction finds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Register(u16),
    Input(u16),
    Constant(u16),
}

#[derive(Clone, Copy, Debug)]
enum Instruction {
    Unary(Unary, u16, Source),
    Binary(Binary, u16, Source, Source),
    Select(u16, Source, Source, Source),
    Curve(Curve, u16, Source),
}

/// A compiled graph: runs over columns, holds no state, can be shared between threads.
#[derive(Clone, Debug)]
pub struct Tape {
    instructions: Vec<Instruction>,
    constants: Vec<f64>,
    /// The graph's input behind each input slot.
    inputs: Vec<u32>,
    registers: usize,
    outputs: Vec<Source>,
}

impl Tape {
    /// Flattens the nodes that `outputs` depend on.
    ///
    /// # Panics
    /// When an expression needs more than 65,535 registers, constants or inputs at once.
    pub fn compile(graph: &Graph, outputs: &[NodeId]) -> Self {
        Compiler::new(graph, outputs).compile(outputs)
    }

    /// How many instructions there are: the cost of a row.
    pub fn len(&self) -> usize {
        self.instructions.len()
    }

    /// Whether every output is an input or a constant.
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty()
    }

    /// The graph's inputs that the tape reads.
    pub fn inputs(&self) -> &[u32] {
        &self.inputs
    }

    /// Runs over `rows` rows and hands each block of outputs to `each`, together with the rows it holds.
    ///
    /// `inputs[i]` is the graph's input `i`; a slice must hold `rows` values, an input beyond the end is missing. Rows do
    /// not influence one another, so a run over parts gives the same values as a run over the whole.
    pub fn run(&self, rows: usize, inputs: &[Column<'_>], mut each: impl FnMut(Range<usize>, &[&[f64]])) {
        let mut state = State::new(self, inputs);
        let mut start = 0;
        while start < rows {
            let range = start..rows.min(start + LANES);
            state.sweep(self, inputs, range.clone());
            let columns: Vec<&[f64]> =
                self.outputs.iter().map(|&s| state.read(self, inputs, s, &range)).collect();
            each(range.clone(), &columns);
            start = range.end;
        }
    }
}

/// The registers of one run.
struct State {
    registers: Vec<Vec<f64>>,
    constants: Vec<Vec<f64>>,
    splats: Vec<Option<Vec<f64>>>,
}

impl State {
    fn new(tape: &Tape, inputs: &[Column<'_>]) -> Self {
        let block = |value: f64| vec![value; LANES];
        Self {
            registers: (0..tape.registers).map(|_| block(0.0)).collect(),
            constants: tape.constants.iter().map(|&c| block(c)).collect(),
            splats: tape
                .inputs
                .iter()
                .map(|&input| match inputs.get(input as usize) {
                    Some(Column::Slice(_)) => None,
                    Some(Column::Splat(value)) => Some(block(*value)),
                    None => Some(block(f64::NAN)),
                })
                .collect(),
        }
    }

    fn read<'s>(
        &'s self,
        tape: &Tape,
        inputs: &[Column<'s>],
        source: Source,
        rows: &Range<usize>,
    ) -> &'s [f64] {
        match source {
            Source::Register(r) => &self.registers[r as usize][..rows.len()],
            Source::Constant(c) => &self.constants[c as usize][..rows.len()],
            Source::Input(slot) => {
                match (&self.splats[slot as usize], inputs.get(tape.inputs[slot as usize] as usize)) {
                    (None, Some(Column::Slice(slice))) => &slice[rows.clone()],
                    (Some(splat), _) => &splat[..rows.len()],
                    (None, _) => unreachable!("an input is a slice or a splat"),
                }
            }
        }
    }

    fn sweep(&mut self, tape: &Tape, inputs: &[Column<'_>], rows: Range<usize>) {
        for instruction in &tape.instructions {
            let to = match *instruction {
                Instruction::Unary(_, to, _)
                | Instruction::Binary(_, to, ..)
                | Instruction::Select(to, ..)
                | Instruction::Curve(_, to, _) => to as usize,
            };
            // The target is taken out while the operands are read; it is never one of them.
            let mut target = std::mem::take(&mut self.registers[to]);
            let out = &mut target[..rows.len()];
            let read = |source: Source| self.read(tape, inputs, source, &rows);
            match *instruction {
                Instruction::Unary(f, _, a) => unary(f, read(a), out),
                Instruction::Binary(f, _, a, b) => binary(f, read(a), read(b), out),
                Instruction::Select(_, c, a, b) => {
                    for (((o, &c), &a), &b) in out.iter_mut().zip(read(c)).zip(read(a)).zip(read(b)) {
                        *o = select(c, a, b);
                    }
                }
                Instruction::Curve(f, _, a) => sweep_curve(f, read(a), out),
            }
            self.registers[to] = target;
        }
    }
}

fn map1(a: &[f64], out: &mut [f64], f: impl Fn(f64) -> f64) {
    for (o, &a) in out.iter_mut().zip(a) {
        *o = f(a);
    }
}

fn map2(a: &[f64], b: &[f64], out: &mut [f64], f: impl Fn(f64, f64) -> f64) {
    for ((o, &a), &b) in out.iter_mut().zip(a).zip(b) {
        *o = f(a, b);
    }
}

/// A loop of its own for each operation, so that the compiler can turn each into wide instructions.
fn unary(f: Unary, a: &[f64], out: &mut [f64]) {
    match f {
        Unary::Neg => map1(a, out, |x| Unary::Neg.apply(x)),
        Unary::Abs => map1(a, out, |x| Unary::Abs.apply(x)),
        Unary::Sqrt => map1(a, out, |x| Unary::Sqrt.apply(x)),
        Unary::Log => map1(a, out, |x| Unary::Log.apply(x)),
        Unary::Not => map1(a, out, |x| Unary::Not.apply(x)),
        Unary::Known => map1(a, out, |x| Unary::Known.apply(x)),
    }
}

fn binary(f: Binary, a: &[f64], b: &[f64], out: &mut [f64]) {
    macro_rules! one_loop_each {
        ($($variant:ident),+) => {
            match f { $(Binary::$variant => map2(a, b, out, |x, y| Binary::$variant.apply(x, y))),+ }
        };
    }
    one_loop_each!(Add, Sub, Mul, Div, Min, Max, Less, LessOrEqual, And, Or, OrElse);
}

fn sweep_curve(f: Curve, a: &[f64], out: &mut [f64]) {
    match f {
        Curve::Ramp(from, to) => {
            let slope = 1.0 / (to.0 - from.0);
            map1(a, out, |x| curve::ramp(x, from.0, slope));
        }
        Curve::LogRamp(from, to) => {
            let start = from.0.ln_1p();
            let slope = 1.0 / (to.0.ln_1p() - start);
            map1(a, out, |x| curve::log_ramp(x, start, slope));
        }
        Curve::Saturate(half) => map1(a, out, |x| curve::saturate(x, half.0)),
        Curve::Plateau(from, full_from, full_to, to) => {
            map1(a, out, |x| curve::plateau(x, from.0, full_from.0, full_to.0, to.0));
        }
    }
}

/// Assigns registers: a register is free again after the last instruction that reads it.
struct Compiler<'g> {
    graph: &'g Graph,
    /// For each node that is needed, how many reads are still to come.
    reads: Vec<u32>,
    sources: Vec<Option<Source>>,
    free: Vec<u16>,
    tape: Tape,
}

impl<'g> Compiler<'g> {
    fn new(graph: &'g Graph, outputs: &[NodeId]) -> Self {
        let mut reads = vec![0_u32; graph.nodes().len()];
        for output in outputs {
            reads[output.index()] += 1;
        }
        for index in (0..reads.len()).rev() {
            if reads[index] > 0 {
                for operand in graph.nodes()[index].op.operands() {
                    reads[operand.index()] += 1;
                }
            }
        }
        let tape = Tape {
            instructions: Vec::new(),
            constants: Vec::new(),
            inputs: Vec::new(),
            registers: 0,
            outputs: Vec::new(),
        };
        Self { graph, sources: vec![None; reads.len()], reads, free: Vec::new(), tape }
    }

    fn compile(mut self, outputs: &[NodeId]) -> Tape {
        for index in 0..self.reads.len() {
            if self.reads[index] > 0 {
                self.sources[index] = Some(self.place(self.graph.nodes()[index].op));
            }
        }
        self.tape.outputs = outputs.iter().map(|&o| self.source(o)).collect();
        self.tape
    }

    fn place(&mut self, op: Op) -> Source {
        match op {
            Op::Const(value) => {
                self.tape.constants.push(value.0);
                Source::Constant(small(self.tape.constants.len() - 1))
            }
            Op::Input(input) => {
                self.tape.inputs.push(input);
                Source::Input(small(self.tape.inputs.len() - 1))
            }
            _ => {
                // The target is chosen before the operands are given back, so it never is one of them.
                let to = self.take();
                let instruction = match op {
                    Op::Unary(f, a) => Instruction::Unary(f, to, self.source(a)),
                    Op::Binary(f, a, b) => Instruction::Binary(f, to, self.source(a), self.source(b)),
                    Op::Select(c, a, b) => {
                        Instruction::Select(to, self.source(c), self.source(a), self.source(b))
                    }
                    Op::Curve(curve, a) => Instruction::Curve(curve, to, self.source(a)),
                    Op::Const(_) | Op::Input(_) => unreachable!("placed above"),
                };
                self.tape.instructions.push(instruction);
                for operand in op.operands() {
                    self.give_back(operand);
                }
                Source::Register(to)
            }
        }
    }

    fn source(&self, node: NodeId) -> Source {
        self.sources[node.index()].expect("operands are placed before the nodes that read them")
    }

    fn take(&mut self) -> u16 {
        self.free.pop().unwrap_or_else(|| {
            self.tape.registers += 1;
            small(self.tape.registers - 1)
        })
    }

    fn give_back(&mut self, node: NodeId) {
        self.reads[node.index()] -= 1;
        if let (0, Some(Source::Register(r))) = (self.reads[node.index()], self.sources[node.index()]) {
            self.free.push(r);
        }
    }
}

fn small(index: usize) -> u16 {
    u16::try_from(index).expect("an expression with fewer than 65,536 registers, constants and inputs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_are_used_again() {
        let mut g = Graph::default();
        let mut sum = g.input(0);
        for i in 1..40 {
            let x = g.input(i);
            let root = g.sqrt(x);
            sum = g.add(sum, root);
        }
        let tape = Tape::compile(&g, &[sum.node()]);
        assert_eq!(tape.len(), 78);
        assert!(tape.registers <= 3, "{} registers", tape.registers);
    }

    #[test]
    fn splats_absent_inputs_and_odd_lengths() {
        let mut g = Graph::default();
        let (x, y, z) = (g.input(0), g.input(1), g.input(7));
        let sum = g.add(x, y);
        let known = g.known(z.node());
        let tape = Tape::compile(&g, &[sum.node(), known.node(), x.node()]);
        let column: Vec<f64> = (0..600).map(f64::from).collect();
        let mut rows = 0;
        tape.run(600, &[Column::Slice(&column), Column::Splat(0.5)], |range, out| {
            for (i, row) in range.clone().enumerate() {
                assert_eq!((out[0][i], out[1][i], out[2][i]), (row as f64 + 0.5, 0.0, row as f64));
            }
            rows += range.len();
        });
        assert_eq!(rows, 600);
    }
}
