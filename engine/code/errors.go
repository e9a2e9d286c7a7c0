// This file holds Python's exceptions as Go errors, and their tracebacks.

package code

import (
	"errors"
	"fmt"
	"strings"
)

// PyError is a Python exception that nothing caught.
type PyError struct {
	Class     string // "ZeroDivisionError"
	Message   string
	Traceback []TraceLine // the outermost call first
}

// TraceLine is one call of a traceback.
type TraceLine struct {
	File string
	Line int
	Func string
	Text string // the source line, without its indentation
}

// Error gives the last line of the traceback, Class: message.
func (e *PyError) Error() string {
	if e.Message == "" {
		return e.Class
	}
	return e.Class + ": " + e.Message
}

// maxRepeats is how often Python shows the same line in a row.
const maxRepeats = 3

// Report gives the whole traceback as Python prints it, without the carets of 3.11.
func (e *PyError) Report() string {
	var b strings.Builder
	b.WriteString("Traceback (most recent call last):\n")
	repeats := 0
	for i, l := range e.Traceback {
		if repeats++; i == 0 || l != e.Traceback[i-1] {
			writeRepeats(&b, repeats-1)
			repeats = 0
		}
		if repeats >= maxRepeats {
			continue
		}
		fmt.Fprintf(&b, "  File %q, line %d, in %s\n", l.File, l.Line, l.Func)
		if l.Text != "" {
			b.WriteString("    " + l.Text + "\n")
		}
	}
	writeRepeats(&b, repeats)
	b.WriteString(e.Error() + "\n")
	return b.String()
}

// writeRepeats says how many equal lines were left out after the first few.
func writeRepeats(b *strings.Builder, repeats int) {
	switch n := repeats - maxRepeats + 1; {
	case n == 1:
		b.WriteString("  [Previous line repeated 1 more time]\n")
	case n > 1:
		fmt.Fprintf(b, "  [Previous line repeated %d more times]\n", n)
	}
}

// Raise makes an exception for a native to return; the machine adds the traceback.
func Raise(class, format string, args ...any) error { return raise(class, format, args...) }

func raise(class, format string, args ...any) *PyError {
	msg := format
	if len(args) > 0 {
		msg = fmt.Sprintf(format, args...)
	}
	return &PyError{Class: class, Message: msg}
}

// unbound is the exception for a local variable that has no value.
func unbound(op Op, name string) error {
	if op == LoadDeref {
		return raise("NameError", "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name)
	}
	return raise("UnboundLocalError", "cannot access local variable '%s' where it is not associated with a value", name)
}

// addTraceback returns the exception with the calls that are running above frame floor before those it has already. Other
// errors are the host's and stay as they are.
func (t *Thread) addTraceback(err error, floor int) error {
	var exc *PyError
	if !errors.As(err, &exc) {
		return err
	}
	lines := make([]TraceLine, 0, len(t.frames)-floor+len(exc.Traceback))
	for i := floor; i < len(t.frames); i++ {
		f := &t.frames[i]
		line := f.fn.Line(f.pc - 1)
		lines = append(lines, TraceLine{f.fn.prog.File, line, f.fn.Name, f.fn.prog.sourceLine(line)})
	}
	return &PyError{exc.Class, exc.Message, append(lines, exc.Traceback...)}
}
