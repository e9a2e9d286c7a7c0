package work

// This file tests how a list is worked through by a crew, with a worker that
// runs what it starts at the moment it is joined; and that the interface of
// workers stays small.

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"corelanes/engine/trace"
)

// fake is a worker of which only Start and Crew are used.
type fake struct {
	Worker
	kit     *Kit
	crew    int
	bodies  map[string]Body
	refuse  int // the number of the Start that fails, from 1 on; 0: none
	started []string
	joined  int
}

func (f *fake) Crew(n int) int { return max(1, min(n, f.crew)) }

func (f *fake) Start(name, body string, arg []byte) (Handle, error) {
	f.started = append(f.started, name)
	if len(f.started) == f.refuse {
		return nil, errors.New("refused")
	}
	return join(func() ([]byte, error) {
		f.joined++
		return f.bodies[body](f, f.kit, arg)
	}), nil
}

// Join makes a handle of a function.
func (h join) Join() ([]byte, error) { return h() }

type join func() ([]byte, error)

func newFake(t *testing.T, crew int, body Body) *fake {
	a, err := trace.NewArena(make([]byte, trace.MinArenaBytes), nil)
	if err != nil {
		t.Fatal(err)
	}
	return &fake{kit: &Kit{Arena: a}, crew: crew, bodies: map[string]Body{"b": body}}
}

func TestResultsComeInTheItemsOrderWhateverTheCrew(t *testing.T) {
	square := Share(func(_ Worker, _ *Kit, x int) (string, error) { return fmt.Sprint(x * x), nil })
	for items := range 8 {
		for crew := 1; crew < 10; crew++ {
			f := newFake(t, crew, square)
			in, want := []int{}, []string{}
			for i := range items {
				in, want = append(in, i), append(want, fmt.Sprint(i*i))
			}
			got, err := Map[int, string](f, "W", "b", in)
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%d items, crew %d: %v, %v", items, crew, got, err)
			}
			if n := max(1, min(items, crew)); len(f.started) != n || f.started[n-1] != fmt.Sprintf("W-%d", n) {
				t.Errorf("%d items, crew %d: started %v", items, crew, f.started)
			}
			if done, _ := f.kit.Arena.Steps(); done != items {
				t.Errorf("%d steps are done of %d", done, items)
			}
		}
	}
}

func TestTheErrorOfOneShareIsTheErrorAndTheOthersAreWaitedFor(t *testing.T) {
	sick := errors.New("sick")
	f := newFake(t, 4, Share(func(_ Worker, _ *Kit, x int) (int, error) {
		if x == 2 {
			return 0, sick
		}
		return x, nil
	}))
	if _, err := Map[int, int](f, "W", "b", []int{0, 1, 2, 3, 4, 5}); !errors.Is(err, sick) || f.joined != 4 {
		t.Errorf("%v; %d of 4 were joined", err, f.joined)
	}
	f = newFake(t, 4, Share(func(_ Worker, _ *Kit, x int) (int, error) { return x, nil }))
	f.refuse = 3
	if _, err := Map[int, int](f, "W", "b", []int{0, 1, 2, 3}); err == nil || err.Error() != "refused" || f.joined != 2 {
		t.Errorf("%v; %d of 2 were joined", err, f.joined)
	}
}

func TestAShareThatComesBackWrongIsAnError(t *testing.T) {
	for _, answer := range []string{"", "nonsense", "[1]", "[1,2,3]", `["a","b"]`, "{}"} {
		f := newFake(t, 1, func(Worker, *Kit, []byte) ([]byte, error) { return []byte(answer), nil })
		_, err := Map[int, int](f, "W", "b", []int{1, 2})
		if err == nil || strings.Contains(err.Error(), "%!") || !strings.Contains(err.Error(), "W-1") {
			t.Errorf("%q: %v", answer, err)
		}
	}
	if _, err := Share(func(Worker, *Kit, int) (int, error) { return 0, nil })(nil, nil, []byte("{")); err == nil {
		t.Error("a share that cannot be read is worked on")
	}
}

func TestTheInterfaceOfWorkersStaysUnderADozenMethods(t *testing.T) {
	if n := reflect.TypeFor[Worker]().NumMethod(); n >= 12 {
		t.Errorf("a Worker has %d methods", n)
	}
}
