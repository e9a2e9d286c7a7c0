// This file holds the disassembler.

package code

import (
	"fmt"
	"strings"
)

// Dis lists the function's instructions in the layout of Python's dis: line, target mark, offset, name, operand and, in
// parentheses, what the operand means. Instructions are two bytes apart as in CPython; there are no caches. The generators
// of the function's sums follow.
func (f *Func) Dis() string {
	var b strings.Builder
	f.dis(&b)
	for _, in := range f.code {
		if in.Op == SumGenerator {
			g := f.prog.funcs[in.Arg]
			fmt.Fprintf(&b, "\nDisassembly of %s, line %d:\n%s", g.Name, g.FirstLine, g.Dis())
		}
	}
	return b.String()
}

func (f *Func) dis(b *strings.Builder) {
	targets := map[int]bool{}
	for _, in := range f.code {
		if opTable[in.Op].arg == argTarget {
			targets[int(in.Arg)] = true
		}
	}
	for i, in := range f.code {
		line, mark := "", "  "
		if i == 0 || f.lines[i] != f.lines[i-1] {
			line = fmt.Sprint(f.lines[i])
			if i > 0 {
				b.WriteByte('\n')
			}
		}
		if targets[i] {
			mark = ">>"
		}
		text := fmt.Sprintf("%3s     %s %6d %-26s", line, mark, 2*i, in.Op)
		if opTable[in.Op].arg != argNone {
			text += fmt.Sprintf(" %5d", in.Arg)
		}
		if meaning := f.operandText(in); meaning != "" {
			text += " (" + meaning + ")"
		}
		b.WriteString(strings.TrimRight(text, " ") + "\n")
	}
}

// operandText says what the operand of an instruction means, "" if there is nothing to say.
func (f *Func) operandText(in Instr) string {
	switch opTable[in.Op].arg {
	case argConst:
		return f.consts[in.Arg].Repr()
	case argFunc:
		return f.prog.funcs[in.Arg].Name
	case argLocal:
		return f.locals[in.Arg]
	case argGlobal:
		return f.prog.globals[in.Arg]
	case argTarget:
		return fmt.Sprintf("to %d", 2*in.Arg)
	case argBinary:
		return binOp(in.Arg).String()
	case argCmp:
		return cmpText[in.Arg]
	case argIs:
		return cmpText[int32(cmpIs)+in.Arg]
	case argMethod:
		return methodNames[in.Arg&0xff]
	}
	return ""
}
