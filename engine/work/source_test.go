package work

// This file tests how a text to show is read.

import (
	"slices"
	"testing"
)

const marked = `TIMES = 5  #= times

def add(times):
    for i in range(times):
        store(load() + 1)

with lock:  #@ acquire
    add(TIMES)  #@ call
`

func TestMarksAreNotShownAndNameLines(t *testing.T) {
	s := ParseSource(marked, "#", map[string]string{"times": "70_000"})
	want := "TIMES = 70_000\n\ndef add(times):\n    for i in range(times):\n        store(load() + 1)\n\nwith lock:\n    add(TIMES)\n"
	if s.Text != want {
		t.Errorf("shown is %q", s.Text)
	}
	if s.Line("acquire") != 7 || s.Line("call") != 8 || s.Line("nothing") != 0 || (*Source)(nil).Line("call") != 0 {
		t.Errorf("names %v", s.names)
	}
	if s := ParseSource(marked, "#", nil); s.Text[:10] != "TIMES = 5\n" {
		t.Errorf("without a value the text's own is not kept: %q", s.Text[:10])
	}
}

func TestInterpretedTextIsFoundWhereItIsShown(t *testing.T) {
	s := ParseSource(marked, "#", nil)
	interpreted := "def add(times):\n    for i in range(times):\n        store(load() + 1)\n\ndef other():\n    pass\n"
	if at := s.Find(interpreted); !slices.Equal(at, []int{0, 3, 4, 5, 0, 0, 0}) {
		t.Errorf("found at %v", at)
	}
	if at := (&Source{}).Find(interpreted); at != nil {
		t.Errorf("in no text it is found at %v", at)
	}
}

func TestATextInGoSaysWhichLinesDoWhatIsInterpreted(t *testing.T) {
	const marked = "const times = 5 //= times\n\nfunc add() { //@ call\n\tfor range times { //@ 2-3 5\n\t\tcounter++ //@ 4 store-put\n\t}\n}\n"
	s := ParseSource(marked, "//", map[string]string{"times": "7"})
	if want := "const times = 7\n\nfunc add() {\n\tfor range times {\n\t\tcounter++\n\t}\n}\n"; s.Text != want {
		t.Errorf("shown is %q", s.Text)
	}
	if s.Line("call") != 3 || s.Line("store-put") != 5 {
		t.Errorf("names %v", s.names)
	}
	if at := s.Find("def add(times):\n    n = 0\n    for i in range(times):\n        n += 1\n    return n\n"); !slices.Equal(at, []int{0, 0, 4, 4, 5, 4}) {
		t.Errorf("found at %v", at)
	}
}
