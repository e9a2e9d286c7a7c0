package osys

// This file tests what the kernel tells of a process's memory.

import (
	"os"
	"testing"

	"corelanes/engine/trace"
)

func TestWhatAProcessTouchesIsItsPrivateMemory(t *testing.T) {
	before, err := Resident(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if before.RSS <= 0 || before.Shared+before.Private != before.RSS {
		t.Errorf("%+v does not add up", before)
	}
	const size = 32 << 20
	m, err := NewMemory(size)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < size; i += 4096 {
		m.Bytes()[i] = 1
	}
	after, err := Resident(os.Getpid())
	if grown := after.RSS - before.RSS; err != nil || grown < size {
		t.Errorf("%d bytes were touched, %d more are resident: %v", size, grown, err)
	}
	if err := m.CloseFile(); err != nil {
		t.Error(err)
	}
}

func TestSumsOfTheKernelAreReadAndNonsenseIsRefused(t *testing.T) {
	r, err := parseRollup([]byte("5581-7ffd [rollup]\nRss:  12 kB\nPss: 9 kB\nShared_Clean: 3 kB\nShared_Dirty: 1 kB\nPrivate_Clean: 0 kB\nPrivate_Dirty: 8 kB\n"))
	if want := (trace.Resident{RSS: 12 << 10, Shared: 4 << 10, Private: 8 << 10}); err != nil || r != want {
		t.Errorf("%+v, %v", r, err)
	}
	for _, bad := range []string{"", "Rss: x kB", "Rss: -1 kB", "Rss: 99999999999999999999 kB", "Pss: 1 kB"} {
		if r, err := parseRollup([]byte(bad)); err == nil || r != (trace.Resident{}) {
			t.Errorf("%q: %+v, %v", bad, r, err)
		}
	}
}
