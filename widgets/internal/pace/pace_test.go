package pace

import (
	"testing"
	"time"
)

// held is a Pace whose clock and timer the test moves.
func held() (p *Pace, now *time.Time, fire func()) {
	p = New(100 * time.Millisecond)
	p.Every = 100 * time.Millisecond
	t := time.Unix(100, 0)
	var due func()
	p.now = func() time.Time { return t }
	p.after = func(_ time.Duration, f func()) *time.Timer {
		due = f
		return time.NewTimer(time.Hour)
	}
	return p, &t, func() { due() }
}

func TestTheFirstIsDoneAtOnceAndOfManyOnlyTheLatest(t *testing.T) {
	p, now, fire := held()
	var did []int
	for i := range 10 {
		p.Do(func() { did = append(did, i) })
	}
	*now = now.Add(100 * time.Millisecond)
	fire()
	if len(did) != 2 || did[0] != 0 || did[1] != 9 {
		t.Errorf("did %v, want 0 and 9", did)
	}
	*now = now.Add(time.Second)
	p.Do(func() { did = append(did, 10) })
	if len(did) != 3 {
		t.Error("after a pause it was not done at once")
	}
}

func TestNothingIsDoneAfterClose(t *testing.T) {
	p, _, fire := held()
	n := 0
	p.Do(func() { n++ })
	p.Do(func() { n++ })
	p.Close()
	fire()
	p.Do(func() { n++ })
	if n != 1 {
		t.Errorf("done %d times, want once", n)
	}
}
