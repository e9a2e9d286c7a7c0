package versus

// This file holds tables of texts in columns of equal width.

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// table is filled cell by cell, row after row.
type table struct {
	grid *fyne.Container
	wide int // columns
}

// newTable makes one with the heads of its columns.
func newTable(heads ...string) *table {
	t := &table{container.NewGridWithColumns(len(heads)), len(heads)}
	for _, h := range heads {
		t.add(h).TextStyle.Bold = true
	}
	for _, o := range t.grid.Objects {
		o.(*widget.Label).Importance = widget.LowImportance
	}
	return t
}

func (t *table) add(s string) *widget.Label {
	l := widget.NewLabel(s)
	l.Truncation = fyne.TextTruncateEllipsis
	t.grid.Add(l)
	return l
}

// texts are what stands in the table, the heads and the rows.
func (t *table) texts() (head []string, rows [][]string) {
	for i, o := range t.grid.Objects {
		if i%t.wide == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], o.(*widget.Label).Text)
	}
	return rows[0], rows[1:]
}

func (t *table) cell(s string)   { t.add(s) }
func (t *table) strong(s string) { t.add(s).TextStyle.Bold = true }
