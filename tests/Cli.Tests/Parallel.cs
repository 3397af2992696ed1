// Each test runs processes that use every core.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
