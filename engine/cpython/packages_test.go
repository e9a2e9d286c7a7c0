package cpython

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestAnInterpreterIsAskedForPackagesInTheEnvironmentOfARun(t *testing.T) {
	python, err := Default()
	if err != nil {
		t.Skip(err)
	}
	folder := t.TempDir()
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(folder, long, long); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PYTHONPATH", folder)
	var s Shelves
	modules := []string{"json", "mine_alone"}
	if lacks, known := s.Lacks(python, modules); known || lacks != nil {
		t.Errorf("before it was asked it lacks %v", lacks)
	}
	if err := s.Ask(context.Background(), python, modules); err != nil {
		t.Fatal(err)
	}
	if lacks, known := s.Lacks(python, modules); !known || !slices.Equal(lacks, []string{"mine_alone"}) {
		t.Errorf("it lacks %v (%v)", lacks, known)
	}
	if _, known := s.Lacks(python, []string{"never_asked_for"}); known {
		t.Error("what it was not asked for is known")
	}
	if err := os.WriteFile(filepath.Join(folder, "mine_alone.py"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, known := s.Lacks(python, modules); known {
		t.Error("something was installed, and nobody has noticed")
	}
	if err := s.Ask(context.Background(), python, modules); err != nil {
		t.Fatal(err)
	}
	if lacks, known := s.Lacks(python, modules); !known || lacks != nil {
		t.Errorf("now it lacks %v (%v)", lacks, known)
	}
}

func TestOneThatIsNoPythonIsAskedInVain(t *testing.T) {
	var s Shelves
	if err := s.Ask(context.Background(), os.DevNull, []string{"json"}); err == nil {
		t.Error("it has answered")
	}
	if _, known := s.Lacks(os.DevNull, []string{"json"}); known {
		t.Error("what it has is known")
	}
}
