package explore

// This file tests that the picker gives its reasons in the person's language.

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"corelanes/app/text"
	"corelanes/engine"
)

func TestNoModelOfThePickerSaysItsReasonInEnglishToARussian(t *testing.T) {
	if err := text.Use(text.Russian); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = text.Use(text.English) })
	for _, s := range engine.Scenarios() {
		_, english := engine.Legal(s)
		for _, m := range engine.Models() {
			if why := whyNot(s, m, ""); (why == "") != (english[m.ID] == "") || why != "" && strings.Contains(why, english[m.ID]) {
				t.Errorf("%s under %s: %q", s.ID, m.ID, why)
			}
		}
	}
}

func TestAMissingPackageIsNamedWithItsCommandInBothLanguages(t *testing.T) {
	dir := t.TempDir()
	python := filepath.Join(dir, "python3")
	if err := os.WriteFile(python, []byte(`#!/bin/sh
shift 2
printf '{"has":{"numpy":false'
for m; do [ "$m" = numpy ] || printf ',"%s":true' "$m"; done
printf '},"folders":[]}'
`), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := engine.AskPackages(context.Background(), python); err != nil {
		t.Skip(err) // a system without a shell
	}
	t.Cleanup(func() { _ = text.Use(text.English) })
	for _, language := range []text.Language{text.English, text.Russian} {
		if err := text.Use(language); err != nil {
			t.Fatal(err)
		}
		why := whyNot(findScenario("gil-released"), findModel(engine.CPython), python)
		if !strings.Contains(why, "numpy") || !strings.Contains(why, python+" -m pip install numpy") || strings.HasPrefix(why, "not") != (language == text.English) {
			t.Errorf("%s: %q", language, why)
		}
		_, err := engine.Plan{Scenario: "gil-released", Model: engine.CPython, Inside: "processes", Interpreter: python}.Checked()
		if err == nil || sayError(err) != why {
			t.Errorf("%s: %v", language, err)
		}
	}
}
