-- What is listed by filters has an index for every set of them, each in the order of the list, so that a page costs a page
-- however many entries there are. They hold that kind alone: an observation, of which there are most, pays for none of them.
CREATE INDEX statement_status ON entry (journal, status, occurred_sort, id) WHERE kind = 'statement';
CREATE INDEX statement_category ON entry (journal, category, occurred_sort, id) WHERE kind = 'statement';
CREATE INDEX statement_party ON entry (journal, party, occurred_sort, id) WHERE kind = 'statement';
CREATE INDEX statement_status_category ON entry (journal, status, category, occurred_sort, id) WHERE kind = 'statement';
CREATE INDEX statement_status_party ON entry (journal, status, party, occurred_sort, id) WHERE kind = 'statement';
CREATE INDEX statement_category_party ON entry (journal, category, party, occurred_sort, id) WHERE kind = 'statement';
CREATE INDEX statement_status_category_party ON entry (journal, status, category, party, occurred_sort, id) WHERE kind = 'statement';
