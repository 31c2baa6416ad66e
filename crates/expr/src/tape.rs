//! A graph flattened to instructions that each sweep a block of rows.
//!
//! The sweep is compiled once for each width of registers there is and the widest that the machine has is chosen when it
//! runs. Only plain arithmetic is used, in the order in which it is written, so all widths give the same bits.

#![allow(clippy::inline_always, reason = "only what is inlined is compiled for wide registers")]

use std::cell::Cell;
use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use crate::graph::{Graph, NodeId};
use crate::op::Op;
use crate::sweep::{Instruction, LANES_IN_A_BLOCK, Operand, Register, Source, Sweep};

/// Rows that one instruction sweeps: 2 KiB a register, so that a dozen registers stay in the first-level cache.
pub const LANES: usize = LANES_IN_A_BLOCK;

/// One input column.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// One value a row.
    Slice(&'a [f64]),
    /// The same value in every row.
    Splat(f64),
}

/// A compiled graph: runs over columns, holds no state, can be shared between threads.
#[derive(Clone, Debug)]
pub struct Tape {
    instructions: Vec<Instruction>,
    /// The graph's input behind each input slot.
    inputs: Vec<u32>,
    registers: usize,
    outputs: Vec<Source>,
}

thread_local! {
    /// The registers of the last run on this thread: one run is often over a few rows, and there are many.
    static SPARE: Cell<Vec<Register>> = const { Cell::new(Vec::new()) };
}

impl Tape {
    /// Flattens the nodes that `outputs` depend on.
    ///
    /// # Panics
    /// When an expression needs more than 65,535 registers or inputs at once.
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
    /// not influence one another, so a run over parts gives the same values as a run over the whole. A thread keeps the
    /// registers of its last run, some hundred KiB at most.
    pub fn run(&self, rows: usize, inputs: &[Column<'_>], each: impl FnMut(Range<usize>, &[&[f64]])) {
        self.run_on(Arch::new(), rows, inputs, each);
    }

    fn run_on(
        &self,
        level: impl Level,
        rows: usize,
        inputs: &[Column<'_>],
        mut each: impl FnMut(Range<usize>, &[&[f64]]),
    ) {
        let slots = self.inputs.iter().map(|&i| inputs.get(i as usize).copied());
        let slots: Vec<Column<'_>> = slots.map(|c| c.unwrap_or(Column::Splat(f64::NAN))).collect();
        // Behind the registers a block for each output, for those that are the same in every row, and one for each input, for
        // rows that do not fill a block.
        let mut blocks = SPARE.take();
        let wanted = self.registers + self.outputs.len() + slots.len();
        if blocks.len() < wanted {
            blocks.resize(wanted, Register::ZERO);
        }
        let (registers, rest) = blocks.split_at_mut(self.registers);
        let (same, ends) = rest.split_at_mut(self.outputs.len());
        for (block, &output) in same.iter_mut().zip(&self.outputs) {
            match output {
                Source::Constant(value) => block.0.fill(value),
                Source::Input(slot) => {
                    if let Column::Splat(value) = slots[slot as usize] {
                        block.0.fill(value);
                    }
                }
                Source::Register(_) => {}
            }
        }
        let mut start = 0;
        while start < rows {
            let range = start..rows.min(start + LANES);
            let mut operands: Vec<Operand<'_>> = Vec::with_capacity(slots.len());
            for (slot, end) in slots.iter().zip(&mut *ends) {
                operands.push(match slot {
                    Column::Slice(slice) => {
                        Operand::Block(slice[range.clone()].first_chunk().unwrap_or_else(|| {
                            end.0[..range.len()].copy_from_slice(&slice[range.clone()]);
                            &end.0
                        }))
                    }
                    Column::Splat(value) => Operand::Same(*value),
                });
            }
            level.dispatch(Sweep {
                instructions: &self.instructions,
                inputs: &operands,
                registers,
                rows: range.len(),
            });
            let read = |(place, &source): (usize, &Source)| match source {
                Source::Register(r) => &registers[r as usize].0[..range.len()],
                Source::Input(slot) => match operands[slot as usize] {
                    Operand::Block(block) => &block[..range.len()],
                    Operand::Same(_) => &same[place].0[..range.len()],
                },
                Source::Constant(_) => &same[place].0[..range.len()],
            };
            let columns: Vec<&[f64]> = self.outputs.iter().enumerate().map(read).collect();
            each(range.clone(), &columns);
            start = range.end;
        }
        SPARE.set(blocks);
    }
}

/// A width of registers to run at.
trait Level: Copy {
    fn dispatch(self, sweep: Sweep<'_>);
}

impl Level for Arch {
    fn dispatch(self, sweep: Sweep<'_>) {
        Arch::dispatch(self, sweep);
    }
}

impl WithSimd for Sweep<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.run();
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
        let tape = Tape { instructions: Vec::new(), inputs: Vec::new(), registers: 0, outputs: Vec::new() };
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
            Op::Const(value) => Source::Constant(value.0),
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
    u16::try_from(index).expect("an expression with fewer than 65,536 registers and inputs")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::Curve;

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

    type Each<'a> = &'a mut dyn FnMut(Range<usize>, &[&[f64]]);

    /// The sweep without any dispatch, and at one width.
    #[derive(Clone, Copy)]
    struct Plain;
    #[derive(Clone, Copy)]
    struct At<S>(S);

    impl Level for Plain {
        fn dispatch(self, sweep: Sweep<'_>) {
            sweep.run();
        }
    }

    impl<S: Simd> Level for At<S> {
        fn dispatch(self, sweep: Sweep<'_>) {
            self.0.vectorize(sweep);
        }
    }

    /// Every operation over odd values in all pairs, with a constant on either side too.
    fn everything() -> (Graph, Vec<NodeId>) {
        let mut g = Graph::default();
        let (x, y) = (g.input(0), g.input(1));
        let numbers = [g.constant(2.5), g.constant(0.0), g.constant(f64::NAN), x, y];
        let mut out = Vec::new();
        for a in numbers {
            for b in numbers {
                let two = [g.add(a, b), g.sub(a, b), g.mul(a, b), g.div(a, b), g.min(a, b), g.max(a, b)];
                out.extend(two.map(crate::Number::node));
                out.push(g.or_else(a, b).node());
                let (less, up_to) = (g.less(a, b), g.less_or_equal(a, b));
                let (both, either) = (g.and(less, up_to), g.or(less, up_to));
                out.extend([less, up_to, both, either, g.not(less)].map(crate::Condition::node));
                out.extend([g.select(either, a, b), g.select(up_to, y, a)].map(crate::Number::node));
                let raw = [g.condition(a.node()), g.condition(b.node())];
                out.extend([g.and(raw[0], raw[1]), g.or(raw[0], raw[1])].map(crate::Condition::node));
            }
            let one = [g.neg(a), g.abs(a), g.sqrt(a), g.log(a)];
            out.extend(one.map(crate::Number::node));
            out.push(g.known(a.node()).node());
            for curve in [
                Curve::ramp(0.0, 0.7),
                Curve::ramp(3.0, 1.0),
                Curve::log_ramp(0.0, 30.0),
                Curve::log_ramp(9.0, 2.0),
                Curve::saturate(0.3),
                Curve::plateau(-1.0, 0.0, 1.0, 1023.0),
                Curve::plateau(0.0, 0.0, 1.0, 1.0),
            ] {
                out.push(g.curve(curve.expect("a good curve"), a).node());
            }
        }
        (g, out)
    }

    #[test]
    fn all_widths_give_the_bits_of_the_tree() {
        let odd = [
            f64::NAN,
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            1.0 / 3.0,
            2.0,
            3.0,
            29.0,
            1022.0,
            1023.0,
            1024.0,
            1024.5,
            -7.0,
            1e-310,
            5e-324,
            1e15,
            4_503_599_627_370_497.0,
            1e300,
            f64::MAX,
            f64::INFINITY,
            f64::NEG_INFINITY,
            0.999_999_999_999_999_9,
        ];
        let rows: Vec<[f64; 2]> = odd.iter().flat_map(|&x| odd.map(|y| [x, y])).collect();
        let columns: Vec<Vec<f64>> = (0..2).map(|i| rows.iter().map(|r| r[i]).collect()).collect();
        let (graph, outputs) = everything();
        let tape = Tape::compile(&graph, &outputs);
        let expected: Vec<Vec<f64>> = rows.iter().map(|row| crate::row::values(&graph, row)).collect();
        let check = |level: &dyn Fn(Each<'_>)| {
            let mut seen = 0;
            level(&mut |range, columns| {
                for (i, row) in range.enumerate() {
                    for (column, node) in columns.iter().zip(&outputs) {
                        let (got, tree) = (column[i], expected[row][node.index()]);
                        let same = got.to_bits() == tree.to_bits() || (got.is_nan() && tree.is_nan());
                        assert!(same, "{got} and {tree} of {:?} in {:?}", graph.node(*node).op, rows[row]);
                    }
                    seen += 1;
                }
            });
            assert_eq!(seen, rows.len());
        };
        let inputs = [Column::Slice(&columns[0]), Column::Slice(&columns[1])];
        check(&|each| tape.run(rows.len(), &inputs, each));
        check(&|each| tape.run_on(Plain, rows.len(), &inputs, each));
        check(&|each| tape.run_on(At(pulp::Scalar::new()), rows.len(), &inputs, each));
        #[cfg(target_arch = "x86_64")]
        {
            if let Some(level) = pulp::x86::V3::try_new() {
                check(&|each| tape.run_on(At(level), rows.len(), &inputs, each));
            }
            if let Some(level) = pulp::x86::V4::try_new() {
                check(&|each| tape.run_on(At(level), rows.len(), &inputs, each));
            }
        }
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
