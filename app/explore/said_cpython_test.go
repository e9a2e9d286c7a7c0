package explore

// This file tests how the headline names a real CPython.

import (
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
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
