/*
 * What the C peers share: requests by lines, the clock, memory, threads, and inputs that every peer makes alike.
 *
 *   first     ready WHO
 *   request   NAME LENGTH TYPE THREADS MILLISECONDS        sines-1000 10000 f64 2 200
 *   answer    ok NANOSECONDS SAMPLES PEAK_BYTES CHECKSUM   the median of one run; what was held beyond the inputs
 *             none REASON                                  there is no such work here
 *
 * The arrays of a request stay until another work is asked for, so that measurements can alternate between peers.
 */
#pragma once
#define _GNU_SOURCE
#ifndef VECTOR_BITS
#define VECTOR_BITS 128
#endif
#include <math.h>
#include <omp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#define NOT_INLINED static __attribute__((noipa))
#define MAX_SAMPLES 4096
#define HUGE_PAGE (2L << 20)

/* What is being worked on; `prepare` of a work fills it in. */
static struct {
    long n;            /* the request's length */
    long count;        /* the number behind the last '-' of the request's name */
    int threads;
    size_t element;    /* bytes */
    void *input[3];
    void *output;
    long outputs;      /* elements of the output */
    bool may_stream;   /* whether there is a form that writes around the caches */
    bool streams;      /* whether that form is the faster one here */
} the;

typedef struct {
    const char *name;  /* one that ends in '-' stands for every name that goes on with a number */
    const char *type;
    void (*prepare)(void);
    void (*run)(void);
} work;

/* The works of the program that includes this; the last one has no name. */
static const work works[];

/* ---- inputs: the i-th number of a seed is a hash of both ---- */

static double uniform(long i, long seed)
{
    uint64_t z = ((uint64_t)i + ((uint64_t)seed << 40)) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static struct { void *start; size_t bytes; } mapped[8];
static int mappings;

/* Memory on huge pages: a reference is not to pay for the size of a page. */
static void *allocate(long elements)
{
    size_t bytes = ((size_t)elements * the.element + 2 * HUGE_PAGE) / HUGE_PAGE * HUGE_PAGE;
    char *start = mmap(NULL, bytes + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) exit(3);
    mapped[mappings].start = start;
    mapped[mappings].bytes = bytes + HUGE_PAGE;
    char *aligned = (char *)(((uintptr_t)start + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE);
    if (bytes > 2 * HUGE_PAGE) madvise(aligned, bytes, MADV_HUGEPAGE);
    aligned += mappings++ % 8 * 1088;  /* not all at the same place of a page: they would share lines of the L1 */
    return (void *)((uintptr_t)aligned / 64 * 64);
}

static void *numbers(long elements, long seed, double low, double high)
{
    void *array = allocate(elements);
    for (long i = 0; i < elements; i++) {
        double value = low + (high - low) * uniform(i, seed);
        if (the.element == 8) ((double *)array)[i] = value;
        else ((float *)array)[i] = (float)value;
    }
    return array;
}

static void forget(void)
{
    while (mappings > 0) {
        mappings--;
        munmap(mapped[mappings].start, mapped[mappings].bytes);
    }
}

/* ---- threads ---- */

/* Calls part(first, count, index) on as many threads as asked for; but for the last, counts are multiples of 64. */
static inline void in_parts(long length, void (*part)(long first, long count, int index))
{
    if (the.threads == 1) {
        part(0, length, 0);
        return;
    }
    #pragma omp parallel num_threads(the.threads)
    {
        int index = omp_get_thread_num(), parts = omp_get_num_threads();
        long step = (length / parts + 63) / 64 * 64, first = step * index;
        long count = index == parts - 1 || first + step > length ? length - first : step;
        if (count > 0) part(first, count, index);
    }
}

/* ---- the clock, and memory ---- */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static long status(const char *field)
{
    char line[256];
    long kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, field, strlen(field))) kilobytes = atol(line + strlen(field));
    if (file) fclose(file);
    return kilobytes * 1024;
}

static void reset_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (!file) return;
    fputs("5", file);
    fclose(file);
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

static double time_of(void (*run)(void), long times)
{
    double began = now();
    for (long i = 0; i < times; i++) run();
    return (now() - began) / times;
}

/* The median of samples of a millisecond or more. */
static double median_time(void (*run)(void), double budget, int *samples)
{
    static double times[MAX_SAMPLES];
    double began = now(), first = time_of(run, 1);
    long repeats = first < 1e6 ? (long)(1e6 / (first + 1)) + 1 : 1;
    *samples = 0;
    do times[(*samples)++] = time_of(run, repeats);
    while (now() - began < budget && *samples < MAX_SAMPLES);
    qsort(times, *samples, sizeof *times, by_size);
    return times[*samples / 2];
}

static void choose_stores(void (*run)(void))
{
    double best[2] = { 1e30, 1e30 };
    for (int i = 0; the.may_stream && i < 10; i++) {
        the.streams = i % 2;
        double time = time_of(run, 1);
        if (time < best[i % 2]) best[i % 2] = time;
    }
    the.streams = best[1] < best[0];
}

static double checksum(void)
{
    double sum = 0;
    for (long i = 0; i < the.outputs; i++)
        sum += the.element == 8 ? ((double *)the.output)[i] : ((float *)the.output)[i];
    return sum;
}

/* ---- requests ---- */

static const work *find(const char *name, const char *type)
{
    for (const work *w = works; w->name; w++) {
        size_t length = strlen(w->name);
        bool same = w->name[length - 1] == '-' ? !strncmp(w->name, name, length) : !strcmp(w->name, name);
        if (same && !strcmp(w->type, type)) return w;
    }
    return NULL;
}

static long prepare(const work *w)
{
    w->prepare();
    reset_peak();
    long held = status("VmRSS:");
    the.output = allocate(the.outputs);
    memset(the.output, 1, the.outputs * the.element);
    w->run();
    return held;
}

int main(void)
{
    char line[256], last[256] = "", name[64], type[8];
    const work *current = NULL;
    long held = 0;
    printf("ready gcc %s, vectors of %d bits\n", __VERSION__, VECTOR_BITS);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        long length, milliseconds;
        int threads, samples;
        if (sscanf(line, "%63s %ld %7s %d %ld", name, &length, type, &threads, &milliseconds) != 5) return 2;
        char same[256];
        snprintf(same, sizeof same, "%s %ld %s %d", name, length, type, threads);
        if (strcmp(same, last)) {
            forget();
            memset(&the, 0, sizeof the);
            strcpy(last, "");
            current = find(name, type);
            const char *number = strrchr(name, '-');
            the.n = length;
            the.count = number ? atol(number + 1) : 0;
            the.threads = threads;
            the.element = strcmp(type, "f32") ? 8 : 4;
            if (current) {
                held = prepare(current);
                choose_stores(current->run);
                strcpy(last, same);
            }
        }
        if (!current) {
            printf("none no %s in %s\n", name, type);
        } else {
            double time = median_time(current->run, milliseconds * 1e6, &samples);
            printf("ok %.1f %d %ld %.17g\n", time, samples, status("VmHWM:") - held, checksum());
        }
        fflush(stdout);
    }
    return 0;
}
