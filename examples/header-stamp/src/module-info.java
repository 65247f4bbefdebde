import apex.spi.SpiVersion;
import apex.spi.filter.FilterProvider;
import example.stamp.HeaderStamp;

/** A plugin of one filter, which writes a stamp into every response. */
@SpiVersion(major = 1, minor = 0)
module example.stamp {
    requires apex.spi;

    provides FilterProvider with
            HeaderStamp;
}
