package explore_test

// This file tests a script of the person's own: its arguments, and the key that
// runs it.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"corelanes/app/text"
	"corelanes/engine"
)

func TestAScriptGetsItsArgumentsAsQuotedAndRunsByReturn(t *testing.T) {
	if all := engine.Interpreters(t.Context()); len(all) == 0 {
		t.Skip("there is no python3 here")
	}
	p := sitDown(t, text.English)
	file := filepath.Join(t.TempDir(), "say.py")
	if err := os.WriteFile(file, []byte("import sys\nprint('|'.join(sys.argv[1:]))\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.page.OpenScript(file)
	args, ok := p.window.Canvas().Focused().(*widget.Entry)
	if !ok {
		t.Fatal("the arguments have not the focus")
	}
	test.Type(args, `one "two `)
	args.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if p.window.Canvas().Overlays().Top() == nil {
		t.Fatal("it runs although a quotation mark is not closed")
	}
	test.Type(args, `three"`)
	args.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	p.waitForEnd()
	if said := strings.Join(p.reads(), "\n"); !strings.Contains(said, "one|two three") {
		t.Errorf("it printed %q", said)
	}
}
