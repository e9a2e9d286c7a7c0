package browse

// This file tests asking for a file, on real folders.

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"corelanes/app/text"
)

// asked opens a panel on a folder with a recording, a letter, a folder and
// something hidden.
func asked(t *testing.T, name string) (p *panel, folder string, chosen *string) {
	t.Helper()
	test.NewTempApp(t)
	if err := text.Use(text.English); err != nil {
		t.Fatal(err)
	}
	folder, chosen = t.TempDir(), new(string)
	for _, f := range []string{"old.lane", "new.lane", "letter.txt", ".hidden.lane"} {
		if err := os.WriteFile(filepath.Join(folder, f), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(folder, "old.lane"), long, long); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(folder, "lessons"), 0o700); err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(800, 600))
	p = newPanel(w, Question{Title: "?", Folder: folder, Suffix: ".lane", Name: name, Chosen: func(s string) { *chosen = s }})
	p.dialog.Show()
	return p, folder, chosen
}

func TestAFolderIsListedFoldersFirstThenRecordingsNewestFirst(t *testing.T) {
	p, _, _ := asked(t, "")
	var got []string
	for _, e := range p.entries {
		got = append(got, e.name)
	}
	if want := []string{"lessons", "new.lane", "old.lane"}; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAFileIsOpenedByTappingItTwice(t *testing.T) {
	p, folder, chosen := asked(t, "")
	if !p.yes.Disabled() {
		t.Error("nothing is chosen, and it can be opened")
	}
	p.tapped(2)
	if *chosen != "" || p.yes.Disabled() {
		t.Errorf("after one tap: %q, disabled %v", *chosen, p.yes.Disabled())
	}
	p.tapped(2)
	if *chosen != filepath.Join(folder, "old.lane") {
		t.Errorf("opened %q", *chosen)
	}
}

func TestAFileThatIsThereIsReplacedOnlyByTheOneWhoWrites(t *testing.T) {
	p, folder, chosen := asked(t, "old")
	if p.yes.Text != "Replace" || p.note.Text != "There is already a file “old.lane”. It stays as it is until the new one is whole." {
		t.Errorf("button %q, note %q", p.yes.Text, p.note.Text)
	}
	p.choose()
	path := filepath.Join(folder, "old.lane")
	if data, err := os.ReadFile(path); *chosen != path || err != nil || string(data) != "x" {
		t.Errorf("chose %q; the file holds %q, %v", *chosen, data, err)
	}
}

func TestASavedFileIsGivenTheSuffixAndFoldersAreEntered(t *testing.T) {
	p, folder, chosen := asked(t, "mine")
	p.tapped(0)
	if p.folder != filepath.Join(folder, "lessons") {
		t.Fatalf("in %q", p.folder)
	}
	if p.yes.Text != "Save" || p.yes.Disabled() {
		t.Errorf("button %q, disabled %v", p.yes.Text, p.yes.Disabled())
	}
	p.choose()
	if *chosen != filepath.Join(folder, "lessons", "mine.lane") {
		t.Errorf("chose %q", *chosen)
	}
}

func TestAFolderThatCannotBeReadIsToldAndNotEntered(t *testing.T) {
	p, folder, _ := asked(t, "")
	p.enter(filepath.Join(folder, "nowhere"))
	if p.folder != folder || p.note.Text == "" {
		t.Errorf("in %q, note %q", p.folder, p.note.Text)
	}
}

func TestReturnTakesTheFolderThatIsAskedFor(t *testing.T) {
	before, folder, _ := asked(t, "")
	chosen := ""
	p := newPanel(before.window, Question{Title: "?", Folder: folder, Whole: true, Chosen: func(s string) { chosen = s }})
	p.dialog.Show()
	p.focus()
	press := func(name fyne.KeyName) { p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	p.tapped(0)
	press(fyne.KeyBackspace)
	if p.folder != folder {
		t.Errorf("back in %q", p.folder)
	}
	p.tapped(0)
	press(fyne.KeyReturn)
	if chosen != filepath.Join(folder, "lessons") {
		t.Errorf("chose %q", chosen)
	}
}

func TestWhoOpensAFileCanTypeItsPathAtOnce(t *testing.T) {
	p, folder, chosen := asked(t, "")
	p.focus()
	for _, r := range filepath.Join(folder, "new.lane") {
		p.window.Canvas().Focused().TypedRune(r)
	}
	p.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if *chosen != filepath.Join(folder, "new.lane") {
		t.Errorf("opened %q", *chosen)
	}
}
