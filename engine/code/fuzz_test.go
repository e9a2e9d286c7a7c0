// This file holds the fuzz targets: no text may make the compiler or the machine panic, run for ever or grow without end.

package code

import (
	"errors"
	"testing"
)

// addSeeds gives a fuzz target every program of the tests.
func addSeeds(f *testing.F) {
	for _, path := range programs(f) {
		f.Add(read(f, path))
	}
	for _, k := range kernels {
		f.Add(k.text)
	}
	f.Add("def f(:\n\t(")
	f.Add("while True: pass")
	f.Add("x = [x for x in")
	f.Add("l=[0]\nl[0]=l\nprint(l == [l])\nl += l\nwhile l: l += l")
	f.Add("x = 2\nwhile x: x *= x")
	f.Add("x = 'a'\nwhile x: x += x")
}

func FuzzCompile(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Compile("fuzz.py", text)
		if err != nil {
			var ce *CompileError
			if !errors.As(err, &ce) || ce.Line < 1 || ce.Col < 1 || ce.Msg == "" {
				t.Errorf("error without a place: %#v", err)
			}
			return
		}
		for _, fn := range append(p.funcs, p.main) {
			if fn.Dis() == "" || len(fn.lines) != len(fn.code) {
				t.Errorf("%s is not whole", fn.Name)
			}
		}
	})
}

// errSteps ends a program that has used its checkpoints.
var errSteps = errors.New("too many steps")

func FuzzRun(f *testing.F) {
	items, text, ints, turns := maxListItems, maxTextBytes, maxIntBits, maxSumItems
	maxListItems, maxTextBytes, maxIntBits, maxSumItems = 1<<10, 1<<12, 1<<14, 1<<10
	f.Cleanup(func() { maxListItems, maxTextBytes, maxIntBits, maxSumItems = items, text, ints, turns })
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Compile("fuzz.py", text)
		if err != nil {
			return
		}
		r := &recorder{}
		r.onPoll = func() error {
			if len(r.polls) > 2000 {
				return errSteps
			}
			return nil
		}
		th := NewThread(r, nil)
		th.PollEvery = 1
		th.LineEvents = len(text)%2 == 0
		show := func(_ *Thread, args []Value) (Value, error) {
			for _, a := range args {
				_ = a.Repr()
			}
			return None(), nil
		}
		m := NewModule(p, map[string]Native{"print": show})
		check := func(err error) {
			var exc *PyError
			if err != nil && !errors.Is(err, errSteps) && !errors.As(err, &exc) {
				t.Errorf("an error of neither kind: %v", err)
			}
			if len(th.frames) != 0 || th.sp != 0 {
				t.Errorf("%d frames and %d values are left", len(th.frames), th.sp)
			}
		}
		check(th.Exec(m))
		for _, name := range p.Funcs() {
			_, err := th.Call(m, name, List(Int(1)), Int(3), Str("x"))
			check(err)
			_, err = th.Call(m, name, Int(5))
			check(err)
			_, err = th.Call(m, name)
			check(err)
		}
	})
}
