// W1–W3 in SimGrid, as its manual has it: actors that sleep, mailboxes, semaphores (S4U).
//
//   simgrid phold <processes> <each> <events>
//   simgrid requests <milliseconds>
//   simgrid queueing <servers> <load> <customers>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <simgrid/Exception.hpp>
#include <simgrid/s4u.hpp>

namespace sg4 = simgrid::s4u;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::mt19937_64 dice(1);

double exponential(double mean) {
  static std::exponential_distribution<double> draw(1);
  return mean * draw(dice);
}

sg4::Host* host() {
  auto* zone = sg4::create_full_zone("zone");
  auto* only = zone->create_host("host", 1e9);
  only->seal();
  // Messages within a host go by its loopback; the workload's own latency is slept.
  zone->seal();
  return only;
}

// An event on its way from place to place is an actor.
void phold(sg4::Engine& engine, int processes, int each, long events) {
  const auto begin = Clock::now();
  auto* on = host();
  std::vector<long> visits(processes);
  long executed = 0;
  double last = 0;
  for (int i = 0; i < processes * each; i++)
    sg4::Actor::create("event", on, [&]() {
      std::uniform_int_distribution<int> place(0, processes - 1);
      while (executed < events) {
        sg4::this_actor::sleep_for(0.1 + exponential(1));
        if (executed >= events) return;
        executed++;
        visits[place(dice)]++;
        last = sg4::Engine::get_clock();
      }
    });
  engine.run();
  std::printf("{\"amount\":%ld,\"seconds\":%.6f,\"time\":%.9f}\n", executed, since(begin), last);
}

// Client and server are actors; the guard is the time after which waiting for an answer gives up.
void requests(sg4::Engine& engine, double milliseconds) {
  const auto begin = Clock::now();
  auto* on = host();
  static int letter = 0;
  const double end = milliseconds / 1000;
  long done = 0, late = 0;
  const auto latency = []() { return 0.001 + exponential(0.01); };
  for (int i = 0; i < 100; i++) {
    auto* asks = sg4::Mailbox::by_name("asks-" + std::to_string(i));
    auto* answers = sg4::Mailbox::by_name("answers-" + std::to_string(i));
    sg4::Actor::create("server", on, [=]() {
      sg4::Actor::self()->daemonize();
      for (;;) {
        asks->get<int>();
        sg4::this_actor::sleep_for(latency());
        answers->put(&letter, 0);
      }
    });
    sg4::Actor::create("client", on, [=, &done, &late]() {
      while (true) {
        sg4::this_actor::sleep_for(latency());
        asks->put(&letter, 0);
        try {
          answers->get<int>(1.0);
          if (sg4::Engine::get_clock() > end) return;
          done++;
        } catch (const simgrid::TimeoutException&) {
          late++;
        }
      }
    });
  }
  engine.run();
  std::printf("{\"amount\":%ld,\"seconds\":%.6f,\"time\":%.6f", done, since(begin), milliseconds);
  if (late > 0) std::printf(",\"wrong\":\"%ld requests took longer than their timer\"", late);
  std::printf("}\n");
}

// Servers are actors; a semaphore counts the customers that wait for one of them.
void queueing(sg4::Engine& engine, int servers, double load, long customers) {
  const auto begin = Clock::now();
  auto* on = host();
  auto waiting = sg4::Semaphore::create(0);
  auto closing = sg4::Semaphore::create(0);
  std::deque<double> line;
  std::vector<std::pair<double, long>> waits;
  const long inBatch = (customers + 31) / 32;
  long served = 0, counted = 0;
  double waited = 0;
  sg4::Actor::create("street", on, [&]() {
    for (long i = 0; i < customers; i++) {
      sg4::this_actor::sleep_for(exponential(1 / (load * servers)));
      line.push_back(sg4::Engine::get_clock());
      waiting->release();
    }
    // Servers are daemons: they end with the last other actor.
    closing->acquire();
  });
  for (int i = 0; i < servers; i++)
    sg4::Actor::create("server", on, [&]() {
      sg4::Actor::self()->daemonize();
      for (;;) {
        waiting->acquire();
        waited += sg4::Engine::get_clock() - line.front();
        line.pop_front();
        counted++;
        if (++served == customers || counted == inBatch) {
          waits.emplace_back(waited, counted);
          waited = 0;
          counted = 0;
        }
        if (served == customers) closing->release();
        sg4::this_actor::sleep_for(exponential(1));
      }
    });
  engine.run();
  std::printf("{\"amount\":%ld,\"seconds\":%.6f,\"waits\":[", served, since(begin));
  for (size_t i = 0; i < waits.size(); i++)
    std::printf("%s[%.9f,%ld]", i > 0 ? "," : "", waits[i].first, waits[i].second);
  std::printf("]}\n");
}

}  // namespace

int main(int count, char* words[]) {
  sg4::Engine engine(&count, words);
  if (count < 3) return 2;
  const std::string workload = words[1];
  if (workload == "phold" && count == 5)
    phold(engine, std::atoi(words[2]), std::atoi(words[3]), std::atol(words[4]));
  else if (workload == "requests" && count == 3)
    requests(engine, std::atof(words[2]));
  else if (workload == "queueing" && count == 5)
    queueing(engine, std::atoi(words[2]), std::atof(words[3]), std::atol(words[4]));
  else
    return 2;
}
