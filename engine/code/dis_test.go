// This file holds the golden test of the disassembler; go test -run Dis -update writes the file anew.

package code

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files anew")

// disText uses every instruction.
const disText = `"""A program that uses every instruction."""
x = 0
def one(n, l):
    global x
    total = 0
    for i in range(n):
        total += i * i - 1 // 2
        if i > 2 and not l or total is None:
            break
    l[0] += total
    l.append(-n + +n + ~n)
    x = x + len(l)
    return i
def two(number, k):
    while number > 0:
        number -= 1
        if number % 7:
            continue
        k ^= number & 3 | 4 << 1
    a, b = k, [k, "two"]
    c = a and b or not a
    return sum(j * j + k for j in range(number) if j < k < 9)
`

func TestDisLooksLikePythons(t *testing.T) {
	p := compile(t, disText)
	var b strings.Builder
	for _, fn := range []*Func{p.Main(), p.Func("one"), p.Func("two")} {
		b.WriteString(fn.Name + "\n" + fn.Dis() + "\n")
	}
	const golden = "testdata/dis.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if b.String() != read(t, golden) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), read(t, golden))
	}
	for op := range traceLine {
		if !strings.Contains(b.String(), op.String()+" ") && !strings.Contains(b.String(), op.String()+"\n") {
			t.Logf("%v is not shown", op)
		}
	}
}

func TestTheTableKnowsEveryInstruction(t *testing.T) {
	seen := map[string]bool{}
	for op := range numOps {
		name := op.String()
		if name == "" || seen[name] {
			t.Errorf("instruction %d has the name %q", op, name)
		}
		seen[name] = true
	}
	if numOps.String() != "<unknown>" || numOps.Checkpoint() {
		t.Error("an unknown instruction is known")
	}
}

func TestTheLineTableCoversTheCode(t *testing.T) {
	fn := compile(t, disText).Func("one")
	table, next := fn.Lines(), 0
	for _, r := range table {
		if r.Start != next || r.End <= r.Start || fn.Line(r.Start) != r.Line || fn.Line(r.End-1) != r.Line {
			t.Errorf("wrong row %+v", r)
		}
		next = r.End
	}
	if next != len(fn.Code()) || fn.Line(-1) != 0 || fn.Line(next) != 0 {
		t.Errorf("the table ends at %d of %d", next, len(fn.Code()))
	}
}
