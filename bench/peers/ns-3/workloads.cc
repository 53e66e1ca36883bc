// W1–W3 in ns-3, as its manual has it: Simulator::Schedule and Cancel, its own random variables.
//
//   ns-3 <scheduler> phold <processes> <each> <events>
//   ns-3 <scheduler> requests <milliseconds>
//   ns-3 <scheduler> queueing <servers> <load> <customers>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

#include "ns3/core-module.h"

using namespace ns3;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

Ptr<ExponentialRandomVariable> exponential(double mean) {
  auto variable = CreateObject<ExponentialRandomVariable>();
  variable->SetAttribute("Mean", DoubleValue(mean));
  return variable;
}

class Phold {
 public:
  Phold(int processes, long events)
      : m_visits(processes), m_left(events), m_delay(exponential(1)) {
    m_place = CreateObject<UniformRandomVariable>();
  }
  void pass() {
    const auto to = static_cast<int>(m_place->GetValue(0, m_visits.size()));
    Simulator::Schedule(Seconds(0.1 + m_delay->GetValue()), &Phold::arrive, this, to);
  }
  void arrive(int at) {
    m_visits[at]++;
    if (--m_left == 0) Simulator::Stop();
    pass();
  }

 private:
  std::vector<long> m_visits;
  long m_left;
  Ptr<ExponentialRandomVariable> m_delay;
  Ptr<UniformRandomVariable> m_place;
};

void phold(int processes, int each, long events) {
  const auto begin = Clock::now();
  Phold all(processes, events);
  for (int i = 0; i < processes * each; i++) all.pass();
  Simulator::Run();
  const double seconds = since(begin);
  std::printf("{\"amount\":%ld,\"seconds\":%.6f,\"time\":%.9f}\n", events, seconds,
              Simulator::Now().GetSeconds());
}

class Pair {
 public:
  explicit Pair(Ptr<ExponentialRandomVariable> tail) : m_tail(tail) {}
  void ask() {
    Simulator::Schedule(latency(), &Pair::serve, this);
    m_guard = Simulator::Schedule(Seconds(1), &Pair::tooLate, this);
  }
  long done() const { return m_done; }
  long late() const { return m_late; }

 private:
  Time latency() { return MicroSeconds(1000) + Seconds(m_tail->GetValue()); }
  void serve() { Simulator::Schedule(latency(), &Pair::answer, this); }
  void answer() {
    Simulator::Cancel(m_guard);
    m_done++;
    ask();
  }
  void tooLate() { m_late++; }

  Ptr<ExponentialRandomVariable> m_tail;
  EventId m_guard;
  long m_done = 0;
  long m_late = 0;
};

void requests(double milliseconds) {
  const auto begin = Clock::now();
  const auto tail = exponential(0.01);
  std::deque<Pair> pairs;
  for (int i = 0; i < 100; i++) pairs.emplace_back(tail);
  for (auto& pair : pairs) pair.ask();
  Simulator::Stop(Seconds(milliseconds / 1000));
  Simulator::Run();
  const double seconds = since(begin);
  long done = 0, late = 0;
  for (const auto& pair : pairs) {
    done += pair.done();
    late += pair.late();
  }
  std::printf("{\"amount\":%ld,\"seconds\":%.6f,\"time\":%.6f", done, seconds, milliseconds);
  if (late > 0) std::printf(",\"wrong\":\"%ld requests took longer than their timer\"", late);
  std::printf("}\n");
}

class Shop {
 public:
  Shop(int servers, double load, long customers)
      : m_free(servers),
        m_toCome(customers),
        m_customers(customers),
        m_inBatch((customers + 31) / 32),
        m_gap(exponential(1 / (load * servers))),
        m_service(exponential(1)) {}
  void open() { Simulator::Schedule(Seconds(m_gap->GetValue()), &Shop::arrive, this); }
  void print(double seconds) const {
    std::printf("{\"amount\":%ld,\"seconds\":%.6f,\"waits\":[", m_served, seconds);
    for (size_t i = 0; i < m_waits.size(); i++)
      std::printf("%s[%.9f,%ld]", i > 0 ? "," : "", m_waits[i].first, m_waits[i].second);
    std::printf("]}\n");
  }

 private:
  void arrive() {
    if (--m_toCome > 0) open();
    if (m_free == 0) {
      m_line.push_back(Simulator::Now());
      return;
    }
    m_free--;
    serve(0);
  }
  void serve(double wait) {
    m_waited += wait;
    m_counted++;
    if (++m_served == m_customers || m_counted == m_inBatch) {
      m_waits.emplace_back(m_waited, m_counted);
      m_waited = 0;
      m_counted = 0;
    }
    Simulator::Schedule(Seconds(m_service->GetValue()), &Shop::leave, this);
  }
  void leave() {
    if (m_line.empty()) {
      m_free++;
      return;
    }
    const Time arrived = m_line.front();
    m_line.pop_front();
    serve((Simulator::Now() - arrived).GetSeconds());
  }

  int m_free;
  long m_toCome;
  long m_customers;
  long m_inBatch;
  long m_served = 0;
  long m_counted = 0;
  double m_waited = 0;
  std::deque<Time> m_line;
  std::vector<std::pair<double, long>> m_waits;
  Ptr<ExponentialRandomVariable> m_gap;
  Ptr<ExponentialRandomVariable> m_service;
};

void queueing(int servers, double load, long customers) {
  const auto begin = Clock::now();
  Shop shop(servers, load, customers);
  shop.open();
  Simulator::Run();
  shop.print(since(begin));
}

}  // namespace

int main(int count, char* words[]) {
  if (count < 4) return 2;
  Simulator::SetScheduler(ObjectFactory(std::string("ns3::") + words[1]));
  const std::string workload = words[2];
  if (workload == "phold" && count == 6)
    phold(std::atoi(words[3]), std::atoi(words[4]), std::atol(words[5]));
  else if (workload == "requests" && count == 4)
    requests(std::atof(words[3]));
  else if (workload == "queueing" && count == 6)
    queueing(std::atoi(words[3]), std::atof(words[4]), std::atol(words[5]));
  else
    return 2;
  Simulator::Destroy();
}
