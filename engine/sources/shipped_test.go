package sources

// This file tests the tables that come with the program.

import (
	"testing"

	"corelanes/assets/tables"
)

func shipped(t *testing.T) *Book {
	t.Helper()
	b, err := Load(tables.Files)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheShippedTablesAreWhole(t *testing.T) {
	b := shipped(t)
	for id, rows := range map[string]int{"1": 17, "2": 4, "3": 6, "4": 6} {
		if x := b.Table(id); x == nil || len(x.Rows) != rows {
			t.Errorf("table %s is not there with its %d rows", id, rows)
		}
	}
}
