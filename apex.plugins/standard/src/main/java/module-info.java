import apex.plugins.standard.accesslog.AccessLogProvider;
import apex.plugins.standard.fixedresponse.FixedResponseProvider;
import apex.plugins.standard.headers.HeadersProvider;
import apex.plugins.standard.limitrate.LimitRateProvider;
import apex.plugins.standard.requestid.RequestIdProvider;
import apex.plugins.standard.stripprefix.StripPrefixProvider;
import apex.spi.SpiVersion;
import apex.spi.filter.FilterProvider;

/**
 * The filters that come with Apex and need nothing beyond the JDK, one package each.
 *
 * <p>Exports nothing: a filter is found through its provider, by the name that it declares.
 */
@SpiVersion(major = 1, minor = 0)
module apex.plugins.standard {
    requires apex.spi;

    provides FilterProvider with
            AccessLogProvider,
            FixedResponseProvider,
            HeadersProvider,
            LimitRateProvider,
            RequestIdProvider,
            StripPrefixProvider;
}
