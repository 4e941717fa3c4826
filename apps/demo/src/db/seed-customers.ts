import type { NewCustomer } from './customers.ts';

/** A customer of the seed, and the day they became one. */
export interface SeedCustomer extends NewCustomer {
  readonly since: string;
}

const customer = (since: string, name: string, company: string, email: string, note = ''): SeedCustomer => ({
  since,
  name,
  company,
  email,
  note,
});

/*
 * Invented people and companies. Names are ambiguous on purpose: two Marias, two companies that begin with Acme, a
 * company that is a person's first name. There is one Jeff.
 */
export const SEED_CUSTOMERS: readonly SeedCustomer[] = [
  customer('2025-01-14', 'Priya Raman', 'Acme Robotics', 'priya@acme-robotics.example', 'Purchase orders only'),
  customer('2025-01-27', 'Tom Becker', 'Acme Outdoor Supply', 'tom.becker@acmeoutdoor.example'),
  customer('2025-02-03', 'Maria Santos', 'Lumen Dental', 'maria@lumendental.example'),
  customer('2025-02-18', 'Maria Kowalski', 'Brightside Bakery', 'maria@brightsidebakery.example', 'Prefers card'),
  customer('2025-03-05', 'Jeff Malone', 'Harbor Labs', 'jeff@harborlabs.example', 'Sponsors the AI Tinkerers meetup'),
  customer('2025-03-19', 'Ingrid Solberg', 'Fjellvik Ceramics', 'ingrid@fjellvik.example'),
  customer('2025-04-02', 'Dwayne Okafor', 'Northgate Cycles', 'dwayne@northgatecycles.example'),
  customer('2025-04-22', 'Hana Sato', 'Kumo Tea House', 'hana@kumotea.example'),
  customer('2025-05-13', 'Lucía Ferrer', 'Estudio Almendra', 'lucia@almendra.example'),
  customer('2025-06-04', 'Samir Haddad', 'Cedar & Salt', 'samir@cedarandsalt.example'),
  customer('2025-06-30', 'Olivia Grant', 'Grant Veterinary Group', 'olivia@grantvets.example'),
  customer('2025-08-11', 'Mateusz Nowak', 'Kropka Software', 'mateusz@kropka.example'),
  customer('2025-09-01', 'Beatriz Lima', 'Casa Lima Interiors', 'beatriz@casalima.example'),
  customer('2025-09-24', 'Noah Whitfield', 'Olivia Press', 'noah@oliviapress.example', 'A publisher, not Olivia Grant'),
  customer('2025-10-15', 'Chidi Eze', 'Lagoon Logistics', 'chidi@lagoonlogistics.example'),
  customer('2025-11-06', 'Freya Lindqvist', 'Polarlys Optics', 'freya@polarlys.example'),
  customer('2026-01-12', 'Arjun Mehta', 'Saffron Street Foods', 'arjun@saffronstreet.example'),
  customer('2026-02-02', 'Claire Dubois', 'Atelier Dubois', 'claire@atelierdubois.example'),
  customer('2026-02-23', 'Victor Almeida', 'Almeida & Sons Roofing', 'victor@almeidaroofing.example', 'Pays late'),
  customer('2026-03-16', 'Grace Mbeki', 'Baobab Learning', 'grace@baobablearning.example'),
  customer('2026-04-27', 'Eero Virtanen', 'Lumi Saunas', 'eero@lumisaunas.example'),
  customer('2026-06-08', 'Yasmin Rahimi', 'Pomegranate Films', 'yasmin@pomegranate.example'),
  customer('2026-07-20', 'Ruth Abrams', 'Abrams Family Law', 'ruth@abramslaw.example'),
  customer('2026-09-14', 'Kenji Mori', 'Tidepool Games', 'kenji@tidepool.example'),
  customer('2026-10-26', 'Zoë van Dijk', 'Windmill Coffee', 'zoe@windmillcoffee.example', 'New this autumn'),
];
