package ranking

// This file tests the ranking with the pointer and with keys.

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func shown(t *testing.T) (*Ranking, *[][]int) {
	t.Helper()
	test.NewTempApp(t)
	r := New("one", "two", "three")
	var told [][]int
	r.OnOrder = func(o []int) { told = append(told, o) }
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(300, 3*rowHeight()+20))
	return r, &told
}

func drag(r *Ranking, row int, by float32) {
	y := (float32(row) + 0.5) * rowHeight()
	const steps = 10
	for i := range steps {
		d := by / steps
		r.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, y+d*float32(i+1))}, Dragged: fyne.NewDelta(0, d)})
	}
	r.DragEnd()
}

func TestARowGoesWhereItIsDragged(t *testing.T) {
	r, told := shown(t)
	drag(r, 0, 2*rowHeight())
	if got := r.Order(); !slices.Equal(got, []int{1, 2, 0}) || len(*told) != 2 {
		t.Errorf("%v, told %v", got, *told)
	}
	drag(r, 1, -rowHeight())
	if got := r.Order(); !slices.Equal(got, []int{2, 1, 0}) {
		t.Errorf("%v", got)
	}
	drag(r, 2, 5*rowHeight()) // beyond the end
	if got := r.Order(); !slices.Equal(got, []int{2, 1, 0}) {
		t.Errorf("%v", got)
	}
}

func TestTheKeysLiftARowAndMoveIt(t *testing.T) {
	r, _ := shown(t)
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeySpace, fyne.KeyUp, fyne.KeyUp, fyne.KeySpace, fyne.KeyDown} {
		r.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if got := r.Order(); !slices.Equal(got, []int{1, 0, 2}) || r.at != 1 {
		t.Errorf("%v, cursor at %d", got, r.at)
	}
}

func TestASealedOrderStays(t *testing.T) {
	r, told := shown(t)
	r.Seal(true)
	drag(r, 0, 2*rowHeight())
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if got := r.Order(); !slices.Equal(got, []int{0, 1, 2}) || len(*told) != 0 {
		t.Errorf("%v, told %v", got, *told)
	}
}

func TestOnlyAnOrderOfAllIsTaken(t *testing.T) {
	r, _ := shown(t)
	for _, o := range [][]int{{0, 1}, {0, 0, 1}, {1, 2, 3}, nil} {
		if r.SetOrder(o); !slices.Equal(r.Order(), []int{0, 1, 2}) {
			t.Errorf("%v was taken", o)
		}
	}
}
