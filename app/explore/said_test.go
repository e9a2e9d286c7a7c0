package explore

// This file tests how the headline names whom this program has not run itself: a
// real CPython, another program's workers.

import (
	"testing"

	"corelanes/app/conduct"
	"corelanes/app/text"
	"corelanes/engine"
	"corelanes/engine/trace"
)

func TestTheHeadlineNamesARealCPythonWithoutACount(t *testing.T) {
	t.Cleanup(func() { _ = text.Use(text.English) })
	for language, want := range map[text.Language]string{text.English: "CPython here", text.Russian: "CPython на этой машине"} {
		if err := text.Use(language); err != nil {
			t.Fatal(err)
		}
		if got := who(engine.Plan{Model: engine.CPython, Workers: 1}, nil); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestAnImportedRecordingHasWorkersAndNotOneThread(t *testing.T) {
	t.Cleanup(func() { _ = text.Use(text.English) })
	for language, wants := range map[text.Language][]string{
		text.English: {"1 worker", "3 workers"}, text.Russian: {"1 исполнитель", "3 исполнителя"},
	} {
		if err := text.Use(language); err != nil {
			t.Fatal(err)
		}
		for i, n := range []int{1, 3} {
			if got := who(engine.Plan{Model: "Chrome JSON", Workers: n}, nil); got != wants[i] {
				t.Errorf("%q, not %q", got, wants[i])
			}
		}
	}
}

func TestTheHeadlineSaysThatARunHasEndedBeforeItWasSummedUp(t *testing.T) {
	t.Cleanup(func() { _ = text.Use(text.English) })
	a, err := trace.NewArena(make([]byte, trace.BytesFor(trace.EventsPerChunk)), nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Begin(1)
	a.Finish(1_500_000_000)
	r := trace.NewRecording(a)
	r.Update(trace.Forever)
	f := conduct.Frame{Phase: conduct.Searching, Plan: engine.Plan{Model: "processes", Workers: 3}, View: r.Cut(), Outcome: &engine.Outcome{Status: engine.Done}}
	for language, want := range map[text.Language]string{
		text.English: "3 processes: ended after 1.50\u00a0s. Looking for findings …",
		text.Russian: "3 процесса: выполнение окончено, 1,50\u00a0с. Идёт поиск находок …",
	} {
		if err := text.Use(language); err != nil {
			t.Fatal(err)
		}
		if got := sentence(&f); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
