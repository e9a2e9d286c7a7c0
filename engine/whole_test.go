package engine

// This file tests that a file is replaced whole or not at all.

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestAFileIsReplacedWholeOrNotAtAll(t *testing.T) {
	file := filepath.Join(t.TempDir(), "table.csv")
	put := func(s string, fail error) error {
		return WriteWhole(file, func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return errors.Join(err, fail)
		})
	}
	broken := errors.New("broken")
	if err := put("old", nil); err != nil {
		t.Fatal(err)
	}
	if err := put("half", broken); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if data, err := os.ReadFile(file); string(data) != "old" {
		t.Errorf("%q, %v", data, err)
	}
	if err := put("new", nil); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(file); string(data) != "new" {
		t.Errorf("%q, %v", data, err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
