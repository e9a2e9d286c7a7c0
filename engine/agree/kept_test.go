package agree

// This file tests what is kept of the results.

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTheLastResultOfEachClaimIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "agree.json")
	k, err := ReadKept(path)
	if err != nil || len(k.Rows) != 0 {
		t.Fatalf("%v, %+v", err, k)
	}
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for _, x := range []float64{1, 2} {
		k.Put(KeptRow{Row: Row{Key: "barrier", Engine: x}, When: at, Interpreter: "3.11.7", Repeat: 3})
	}
	k.Put(KeptRow{Row: Row{Key: "of another version"}})
	if err := k.Write(path); err != nil {
		t.Fatal(err)
	}
	back, err := ReadKept(path)
	if err != nil || len(back.Rows) != 1 || back.Of("of another version") != nil {
		t.Fatalf("%v, %+v", err, back)
	}
	if r := back.Of("barrier"); r == nil || r.Engine != 2 || !r.When.Equal(at) || r.Repeat != 3 {
		t.Errorf("%+v", r)
	}
}

func TestADamagedFileIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "agree.json")
	if err := os.WriteFile(path, []byte("[1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if k, err := ReadKept(path); err == nil || len(k.Rows) != 0 {
		t.Errorf("%+v", k)
	}
}
