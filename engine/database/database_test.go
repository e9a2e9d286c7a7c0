package database

// This file tests what the database promises: a transaction is whole or not at
// all, threads that write at once wait for each other, and connections end with
// their thread.

import (
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"corelanes/engine/work"
)

// thread is a worker that can only do what the database needs.
type thread struct {
	work.Worker
	locals map[string]any
}

func (t *thread) IO(f func() error) error { return f() }

func (t *thread) Local(key string, mk func() any) any {
	if t.locals == nil {
		t.locals = map[string]any{}
	}
	if t.locals[key] == nil {
		t.locals[key] = mk()
	}
	return t.locals[key]
}

// end is the end of a thread.
func (t *thread) end(tt *testing.T) {
	tt.Helper()
	for _, v := range t.locals {
		if err := v.(io.Closer).Close(); err != nil {
			tt.Error(err)
		}
	}
}

const create = "CREATE TABLE numbers (n INTEGER PRIMARY KEY)"

// made is a database with an empty table, and a thread that can use it. The
// file's name has what a URL would understand otherwise.
func made(t *testing.T) (string, *thread) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a b?c#d%.db")
	w := &thread{}
	t.Cleanup(func() { w.end(t) })
	if err := (SQLite{}).Exec(w, path, create, nil); err != nil {
		t.Fatal(err)
	}
	return path, w
}

func count(t *testing.T, w work.Worker, path string) int64 {
	t.Helper()
	n, err := SQLite{}.Number(w, path, "SELECT COUNT(*) FROM numbers")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestATransactionIsWholeOrNotAtAll(t *testing.T) {
	path, w := made(t)
	db := SQLite{}
	if err := db.Exec(w, path, "INSERT INTO numbers VALUES (?)", []any{1}, []any{2}); err != nil {
		t.Fatal(err)
	}
	err := db.Exec(w, path, "INSERT INTO numbers VALUES (?)", []any{3}, []any{1}) // 1 is there already
	if err == nil || !strings.Contains(err.Error(), "UNIQUE") {
		t.Errorf("the same number twice: %v", err)
	}
	if n := count(t, w, path); n != 2 {
		t.Errorf("%d rows, want the 2 of the first transaction", n)
	}
	if err := db.Exec(w, path, "INSERT INTO numbers VALUES (?)", []any{3}); err != nil {
		t.Errorf("after one that failed: %v", err)
	}
}

func TestThreadsThatWriteAtOnceWaitForEachOther(t *testing.T) {
	path, w := made(t)
	const threads, each = 4, 25
	var all sync.WaitGroup
	for i := range threads {
		all.Go(func() {
			me := &thread{}
			defer me.end(t)
			for j := range each {
				if err := (SQLite{}).Exec(me, path, "INSERT INTO numbers VALUES (?)", []any{i*each + j}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := count(t, w, path); n != threads*each {
		t.Errorf("%d rows of %d", n, threads*each)
	}
}

func TestWhatSQLDoesNotUnderstandIsAnError(t *testing.T) {
	path, w := made(t)
	if err := (SQLite{}).Exec(w, path, "INSERT INTO nowhere VALUES (1)", nil); err == nil {
		t.Error("a table that is not there is written")
	}
	if _, err := (SQLite{}).Number(w, path, "SELECT n FROM numbers"); err == nil {
		t.Error("no row gives a number")
	}
	if _, err := (SQLite{}).Number(w, filepath.Join(path, "below"), "SELECT 1"); err == nil {
		t.Error("a file below a file is opened")
	}
}

func TestConnectionsEndWithTheirThread(t *testing.T) {
	path, w := made(t)
	db := of(w)[path]
	w.end(t)
	if err := db.Ping(); err == nil || len(of(w)) != 0 {
		t.Errorf("after its thread has ended: %v, %d connections", err, len(of(w)))
	}
}
