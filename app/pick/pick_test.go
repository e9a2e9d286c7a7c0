package pick

// This file tests what is found, and what can be chosen.

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func items() []Item {
	return []Item{
		{ID: "one", Title: "First", Tag: "S01", Group: "a", Detail: "begins all"},
		{ID: "two", Title: "Second", Tag: "S02", Group: "a", WhyNot: "not on Tuesdays"},
		{ID: "three", Title: "Third", Tag: "S03", Group: "b", Find: "dritter"},
	}
}

func open(t *testing.T) (*Picker, *[]string) {
	t.Helper()
	test.NewTempApp(t)
	var picked []string
	p := New(100, func(id string) { picked = append(picked, id) })
	p.SetItems(items())
	p.Choose("one")
	w := test.NewTempWindow(t, p)
	w.Resize(fyne.NewSize(800, 600))
	p.Open()
	return p, &picked
}

func found(p *Picker) (ids []string) {
	for _, r := range p.list.rows {
		ids = append(ids, r.item.ID)
	}
	return ids
}

func TestTypingFindsByTitleTagDetailAndHiddenWords(t *testing.T) {
	p, _ := open(t)
	for typed, want := range map[string]string{"thi": "three", "s02": "two", "BEGINS": "one", "dritter": "three", "first s01": "one"} {
		p.list.filter(typed)
		if got := found(p); len(got) != 1 || got[0] != want {
			t.Errorf("%q finds %q", typed, got)
		}
	}
	p.list.filter("nothing like it")
	if got := found(p); len(got) != 0 || !p.list.none.Visible() {
		t.Errorf("found %q", got)
	}
}

func TestWhatIsFoundIsInSightHoweverFarTheListWasScrolled(t *testing.T) {
	p, _ := open(t)
	var many []Item
	for i := range 60 {
		many = append(many, Item{ID: strconv.Itoa(i), Title: "Item " + strconv.Itoa(i), Group: "a", Detail: "one of many"})
	}
	p.SetItems(many)
	p.Choose("55")
	p.Close()
	p.Open()
	if p.list.scroll.Offset.Y == 0 {
		t.Fatal("the chosen one is not scrolled to")
	}
	p.list.search.SetText("item 12")
	if got := found(p); len(got) != 1 || p.list.scroll.Offset.Y != 0 {
		t.Errorf("found %q, scrolled %v away", got, p.list.scroll.Offset)
	}
}

func TestEnterPicksWhatWasFoundAndClosesTheList(t *testing.T) {
	p, picked := open(t)
	p.list.filter("third")
	p.list.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(*picked) != 1 || (*picked)[0] != "three" || p.Opened() || p.Text() != "Third" {
		t.Errorf("picked %q, open %t, shows %q", *picked, p.Opened(), p.Text())
	}
}

func TestArrowsPassOverWhatCannotBeChosen(t *testing.T) {
	p, picked := open(t)
	p.list.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.list.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(*picked) != 1 || (*picked)[0] != "three" {
		t.Errorf("picked %q", *picked)
	}
}

func TestWhatCannotBeChosenIsNot(t *testing.T) {
	p, picked := open(t)
	test.Tap(p.list.rows[1])
	if len(*picked) != 0 || !p.Opened() {
		t.Errorf("picked %q", *picked)
	}
}

func TestEscapeClosesTheListAndChangesNothing(t *testing.T) {
	p, picked := open(t)
	p.list.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.Opened() || len(*picked) != 0 || p.Chosen() != "one" {
		t.Error("it does not")
	}
}

func TestWhatWasTypedBeatsWhatIsChosen(t *testing.T) {
	p, picked := open(t)
	p.Close()
	p.SetItems([]Item{{ID: "process-pool", Title: "пул процессов"}, {ID: "processes", Title: "процессы"}, {ID: "asyncio+processes", Title: "asyncio + процессы"}})
	p.Choose("process-pool")
	for _, typed := range []string{"процессы", "ПРОЦЕССЫ", "processes", "процесс"} {
		p.Choose("process-pool")
		*picked = nil
		p.Open()
		p.list.search.SetText(typed)
		p.list.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if len(*picked) != 1 || (*picked)[0] != "processes" || p.Text() != "процессы" {
			t.Errorf("%q picked %q, the button says %q", typed, *picked, p.Text())
		}
	}
	p.Choose("gone")
	if p.Text() != "" {
		t.Errorf("of something that is not there the button says %q", p.Text())
	}
}
