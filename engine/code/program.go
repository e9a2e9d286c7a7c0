// This file holds what the compiler makes: programs and functions.

package code

import (
	"sort"
	"strings"
)

// Program is a compiled text. It does not change and may be shared by any number of modules and threads.
type Program struct {
	File   string // as shown in tracebacks
	Source string

	lines   []string // of Source
	main    *Func    // the statements at the top level
	funcs   []*Func  // functions and generators, in the order of the text
	globals []string // names of the global variables
	initial []binding
}

// binding is a global that a new module starts with: a function, or a constant that the first statements assign.
type binding struct {
	global int
	value  Value   // a constant
	items  []Value // a list of constants
	list   bool
	fn     *Func // a function
}

// Func is a compiled function, generator or module body.
type Func struct {
	Name      string // "f", "<genexpr>" or "<module>"
	FirstLine int    // of the def
	NumParams int

	prog   *Program
	code   []Instr
	traced []Instr // code with traceLine at the start of every line, for line events
	lines  []int32 // the line of each instruction
	consts []Value
	locals []string // parameters first; of a generator ".0", then the captured variables
	frame  int      // places that a call needs: locals and the deepest stack
}

// Funcs returns the names of the program's functions, sorted.
func (p *Program) Funcs() []string {
	var names []string
	for _, f := range p.funcs {
		if f.Name != genexprName {
			names = append(names, f.Name)
		}
	}
	sort.Strings(names)
	return names
}

// Func returns the last function of this name, nil if there is none.
func (p *Program) Func(name string) *Func {
	for i := len(p.funcs) - 1; i >= 0; i-- {
		if p.funcs[i].Name == name && name != genexprName {
			return p.funcs[i]
		}
	}
	return nil
}

// Main returns the statements at the top level as a function.
func (p *Program) Main() *Func { return p.main }

// sourceLine gives a line of the text without its indentation, for tracebacks.
func (p *Program) sourceLine(line int) string {
	if line < 1 || line > len(p.lines) {
		return ""
	}
	return strings.TrimSpace(p.lines[line-1])
}

// Line returns the source line of an instruction, 0 if there is no such instruction.
func (f *Func) Line(instr int) int {
	if instr < 0 || instr >= len(f.lines) {
		return 0
	}
	return int(f.lines[instr])
}

// Code returns a copy of the instructions.
func (f *Func) Code() []Instr { return append([]Instr(nil), f.code...) }

// LineRange is a run of instructions of one source line, as in co_lines.
type LineRange struct{ Start, End, Line int }

// Lines returns the line table.
func (f *Func) Lines() []LineRange {
	var table []LineRange
	for i, line := range f.lines {
		if i > 0 && f.lines[i-1] == line {
			table[len(table)-1].End = i + 1
			continue
		}
		table = append(table, LineRange{i, i + 1, int(line)})
	}
	return table
}

// instrument makes the copy of the code that line events use: the first instruction of each line, and each target of a
// jump, gives way to traceLine. RESUME keeps its place, because the def's own line is not one that is executed.
func (f *Func) instrument() {
	f.traced = append([]Instr(nil), f.code...)
	mark := func(i int) {
		if i < len(f.code) && f.code[i].Op != Resume {
			f.traced[i].Op = traceLine
		}
	}
	for i, in := range f.code {
		if i == 0 || f.lines[i] != f.lines[i-1] || f.code[i-1].Op == Resume {
			mark(i)
		}
		if opTable[in.Op].arg == argTarget {
			mark(int(in.Arg))
		}
	}
}
