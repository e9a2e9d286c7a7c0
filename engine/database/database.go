// Package database is an embedded SQL database: SQLite, translated to Go, so that
// no C library is needed.
//
// It comes from outside the standard library and is 6 MB of the program, so like
// package web it lies apart, and only the processes whose program asks for it wait
// for it to be initialised (see package late).
//
// This file holds the connections of a thread, and what they do.
package database

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // the driver

	"corelanes/engine/work"
)

// SQLite is a work.Database.
type SQLite struct{}

// Exec is as in work.Database.
func (SQLite) Exec(w work.Worker, path, statement string, arguments ...[]any) error {
	c := of(w)
	err := w.IO(func() error {
		db, err := c.open(path)
		if err != nil {
			return err
		}
		return transaction(db, statement, arguments)
	})
	if err != nil {
		return fmt.Errorf("write to the database: %w", err)
	}
	return nil
}

// Number is as in work.Database.
func (SQLite) Number(w work.Worker, path, query string) (n int64, err error) {
	c := of(w)
	err = w.IO(func() error {
		db, err := c.open(path)
		if err != nil {
			return err
		}
		return db.QueryRow(query).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("read from the database: %w", err)
	}
	return n, nil
}

// transaction runs a statement once for each list of arguments.
func transaction(db *sql.DB, statement string, arguments [][]any) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	s, err := tx.Prepare(statement)
	if err != nil {
		return err
	}
	for _, a := range arguments {
		if _, err = s.Exec(a...); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	if err = s.Close(); err != nil {
		return err
	}
	return tx.Commit()
}

// connections are a thread's, by file. The thread closes them when it ends.
type connections map[string]*sql.DB

func of(w work.Worker) connections {
	return w.Local("database connections", func() any { return connections{} }).(connections)
}

// open is the connection to a file. A reader does not wait for a writer (WAL),
// writers wait for each other; a transaction is safe from a crash of the process,
// and reaches the disk a little later.
func (c connections) open(path string) (*sql.DB, error) {
	if db := c[path]; db != nil {
		return db, nil
	}
	options := url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)"}, // ms; in this order
		"_txlock": {"immediate"},                                                       // or two that have read would both want to write
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+options.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // as sqlite3.connect
	c[path] = db
	return db, nil
}

// Close closes them: io.Closer.
func (c connections) Close() error {
	var errs []error
	for path, db := range c {
		errs = append(errs, db.Close())
		delete(c, path)
	}
	return errors.Join(errs...)
}
